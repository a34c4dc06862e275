namespace Kotwal.Inputs;

/// <summary>The data that ships beside the program: every piece a file that can be read and overridden.</summary>
internal static class ContentFolder
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "content");

    public static string Rules { get; } = Path.Combine(Root, "rules");

    public static string Dashboards { get; } = Path.Combine(Root, "dashboards");

    public static string Mappings { get; } = Path.Combine(Root, "mappings");
}
