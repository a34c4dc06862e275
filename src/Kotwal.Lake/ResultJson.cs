using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kotwal.Lake;

/// <summary>Cells of a hunt's rows as JSON and as text.</summary>
public static class ResultJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A row as one object on a line of its own.</summary>
    public static byte[] Line(IReadOnlyList<QueryColumn> columns, object?[] row)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            Write(json, columns, row);
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>Writes a row as one object; absent cells are left out.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<QueryColumn> columns, object?[] row)
    {
        json.WriteStartObject();
        for (var column = 0; column < columns.Count; column++)
        {
            if (row[column] is { } cell)
            {
                json.WritePropertyName(columns[column].Name);
                WriteCell(json, cell);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>A cell for people: times as RFC 3339, lists with commas.</summary>
    public static string TextOf(object? cell) => cell switch
    {
        null => "",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        object?[] list => string.Join(", ", list.Select(TextOf)),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    private static void WriteCell(Utf8JsonWriter json, object? cell)
    {
        switch (cell)
        {
            case null:
                json.WriteNullValue();
                break;
            case long whole:
                json.WriteNumberValue(whole);
                break;
            case double fraction when double.IsFinite(fraction):
                json.WriteNumberValue(fraction);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case object?[] list:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    WriteCell(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(TextOf(cell));
                break;
        }
    }
}
