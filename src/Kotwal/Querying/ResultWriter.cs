using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kotwal.Lake;

namespace Kotwal.Querying;

/// <summary>Prints the rows of a hunt.</summary>
internal static class ResultWriter
{
    private const int WidestCell = 60;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the rows as <c>table</c>, <c>json</c> (one array of objects, absent cells left out) or <c>csv</c> (RFC 4180).</summary>
    public static Task WriteAsync(QueryResult result, string form, TextWriter answer) => form switch
    {
        "json" => answer.WriteLineAsync(ToJson(result)),
        "csv" => WriteCsvAsync(result, answer),
        _ => WriteTableAsync(result, answer),
    };

    private static string ToJson(QueryResult result)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartArray();
            foreach (var row in result.Rows)
            {
                ResultJson.Write(json, result.Columns, row);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static async Task WriteCsvAsync(QueryResult result, TextWriter answer)
    {
        await answer.WriteAsync(string.Join(',', result.Columns.Select(column => Quote(column.Name))) + "\r\n");
        foreach (var row in result.Rows)
        {
            await answer.WriteAsync(string.Join(',', row.Select(cell => Quote(ResultJson.TextOf(cell)))) + "\r\n");
        }
    }

    // A spreadsheet would run a cell that begins like a formula; a quote in front keeps it text.
    private static string Quote(string text)
    {
        var plain = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !double.TryParse(text, CultureInfo.InvariantCulture, out _)
            ? "'" + text
            : text;
        return plain.AsSpan().ContainsAny(",\"\r\n") ? "\"" + plain.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : plain;
    }

    private static async Task WriteTableAsync(QueryResult result, TextWriter answer)
    {
        var rows = result.Rows.Select(row => row.Select(cell => Cut(ResultJson.TextOf(cell))).ToArray()).ToList();
        var widths = result.Columns.Select((column, index) =>
            rows.Select(row => row[index].Length).Append(column.Name.Length).Max()).ToArray();
        await answer.WriteLineAsync(Line(result.Columns.Select(column => column.Name), widths));
        await answer.WriteLineAsync(Line(widths.Select(width => new string('-', width)), widths));
        foreach (var row in rows)
        {
            await answer.WriteLineAsync(Line(row, widths));
        }

        await answer.WriteLineAsync($"{rows.Count} rows{(result.IsCut ? ", cut" : "")}, {result.Took.TotalMilliseconds:F0} ms");
    }

    private static string Line(IEnumerable<string> cells, int[] widths) =>
        string.Join("  ", cells.Select((cell, index) => cell.PadRight(widths[index]))).TrimEnd();

    private static string Cut(string text)
    {
        var plain = string.Concat(text.Select(letter => MayPrint(letter) ? letter : ' '));
        if (plain.Length <= WidestCell)
        {
            return plain;
        }

        var end = WidestCell - 1;
        return plain[..(char.IsHighSurrogate(plain[end - 1]) ? end - 1 : end)] + "…";
    }

    // Control characters would let a sender write on the reader's terminal, and those that turn the direction of text (Unicode
    // standard annex 9) or break lines would let him show other text than there is. Joiners stay: Hindi needs them.
    private static bool MayPrint(char letter) =>
        !char.IsControl(letter) && letter is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029');
}
