using System.Globalization;

namespace Kotwal.Hunt.Tests.Running;

/// <summary>Rows as texts, to be compared whatever their order.</summary>
internal static class Cells
{
    public static object?[] Of(params object?[] cells) => cells;

    public static string Shown(object?[] cells) => string.Join(" | ", cells.Select(Shown));

    private static string? Shown(object? cell) => cell switch
    {
        null => "∅",
        object?[] items => $"[{string.Join(", ", items.Select(Shown))}]",
        DateTime time => time.ToString("s", CultureInfo.InvariantCulture),
        double number => Math.Round(number, 6).ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture),
    };
}
