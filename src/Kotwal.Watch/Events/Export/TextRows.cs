using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kotwal.Lake;
using Kotwal.Watch.Cells;

namespace Kotwal.Watch.Events.Export;

/// <summary>Rows as text that flows out while it is read: CSV (RFC 4180, with a header) and JSON lines.</summary>
internal static class TextRows
{
    private static readonly JsonWriterOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every cell in quotes; no rows are an empty file.</summary>
    public static async Task WriteCsvAsync(IAsyncEnumerable<QueryResult> slices, Stream output, CancellationToken cancel)
    {
        var hasHeader = false;
        await foreach (var slice in slices.WithCancellation(cancel))
        {
            var text = new StringBuilder();
            if (!hasHeader)
            {
                CsvText.Line(text, slice.Columns.Select(column => column.Name));
                hasHeader = true;
            }

            foreach (var row in slice.Rows)
            {
                CsvText.Line(text, row.Select(CsvText.Defused));
            }

            await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel);
        }
    }

    /// <summary>One object a line; what a row does not have is not in it.</summary>
    public static async Task WriteJsonLinesAsync(IAsyncEnumerable<QueryResult> slices, Stream output, CancellationToken cancel)
    {
        await foreach (var slice in slices.WithCancellation(cancel))
        {
            using var bytes = new MemoryStream();
            foreach (var row in slice.Rows)
            {
                using (var json = new Utf8JsonWriter(bytes, Lines))
                {
                    WriteObject(json, slice.Columns, row);
                }

                bytes.WriteByte((byte)'\n');
            }

            await output.WriteAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), cancel);
        }
    }

    private static void WriteObject(Utf8JsonWriter json, IReadOnlyList<QueryColumn> columns, object?[] row)
    {
        json.WriteStartObject();
        for (var place = 0; place < columns.Count; place++)
        {
            if (CellText.ForJson(row[place]) is { } cell)
            {
                json.WritePropertyName(columns[place].Name);
                JsonSerializer.Serialize(json, cell);
            }
        }

        json.WriteEndObject();
    }
}
