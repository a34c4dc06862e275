using System.Text;
using Kotwal.Watch.Cells;

namespace Kotwal.Watch.Events.Export;

/// <summary>Rows of CSV (RFC 4180) that a spreadsheet can be trusted with.</summary>
internal static class CsvText
{
    /// <summary>Adds a line with every cell in quotes.</summary>
    public static void Line(StringBuilder text, IEnumerable<string> cells)
    {
        var isFirst = true;
        foreach (var cell in cells)
        {
            text.Append(isFirst ? "\"" : ",\"").Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            isFirst = false;
        }

        text.Append("\r\n");
    }

    // A spreadsheet runs what begins like a formula, and logs are written by strangers. A number is none.
    public static string Defused(object? cell) => CellText.Of(cell) switch
    {
        ['=' or '+' or '-' or '@' or '\t' or '\r', ..] text when cell is not (long or double) => "'" + text,
        var text => text,
    };
}
