using System.Globalization;

namespace Kotwal.Watch.Cells;

/// <summary>Cells of a result as people and JSON see them.</summary>
internal static class CellText
{
    /// <summary>The cell as text; lists as their items parted by commas.</summary>
    public static string Of(object? cell) => cell switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTimeOffset time => Time(time),
        object?[] items => string.Join(", ", items.Select(Of)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    /// <summary>The cell as JSON can hold it: times as RFC 3339 in UTC, and what is not a number as text.</summary>
    public static object? ForJson(object? cell) => cell switch
    {
        DateTimeOffset time => Time(time),
        double number when !double.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
        object?[] items => items.Select(ForJson).ToArray(),
        _ => cell,
    };

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
