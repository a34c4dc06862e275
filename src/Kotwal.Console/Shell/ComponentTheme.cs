using MudBlazor;

namespace Kotwal.Console.Shell;

/// <summary>
/// What the component library is told of our looks. Colours are not told: tokens.css overrides its colour variables, so that one
/// list holds both themes and switching needs no round trip.
/// </summary>
internal static class ComponentTheme
{
    private static readonly string[] Fonts = ["system-ui", "Segoe UI", "Noto Sans", "Noto Sans Devanagari", "sans-serif"];

    internal static MudTheme Value { get; } = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px" },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.875rem" } },
    };
}
