using System.Buffers;
using System.Text;
using Kotwal.Inventory.Reading;
using Kotwal.Inventory.Tables;

namespace Kotwal.Inventory.Formats.Csv;

/// <summary>Tables with commas, semicolons, tabs or bars (RFC 4180).</summary>
internal sealed class CsvFormat : ITableFormat, IInventoryWriter
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;|\"\r\n\t");
    private static readonly string[] Endings = [".csv", ".tsv", ".txt"];

    public string Name => "csv";

    public int Score(ReadOnlySpan<byte> start, string fileName)
    {
        if (start.IndexOf((byte)0) >= 0 && !start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) && !start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return 0;
        }

        if (start.Trim(" \t\r\n"u8) is var text && (text.Length == 0 || text[0] is (byte)'{' or (byte)'[' or (byte)'<'))
        {
            return 0;
        }

        return Endings.Any(ending => fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ? 50 : 10;
    }

    public IEnumerable<InventoryItem> Read(Stream document, InventoryReading reading) =>
        TableReader.Read(DelimitedRows.Read(document), reading).Within(reading);

    public TablePreview Preview(Stream document) => TableReader.Preview(DelimitedRows.Read(document), HeadingWords.Propose);

    public void Write(IEnumerable<InventoryItem> items, Stream document)
    {
        using var text = new StreamWriter(document, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: -1, leaveOpen: true);
        WriteRow(text, TableLayout.Headings);
        foreach (var item in items)
        {
            WriteRow(text, TableLayout.Cells(item));
        }
    }

    private static void WriteRow(StreamWriter text, IEnumerable<string> cells)
    {
        var isFirst = true;
        foreach (var cell in cells)
        {
            text.Write(isFirst ? "" : ",");
            isFirst = false;
            if (cell.AsSpan().IndexOfAny(Quoted) < 0)
            {
                text.Write(cell);
                continue;
            }

            text.Write('"');
            text.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
            text.Write('"');
        }

        text.Write("\r\n");
    }
}
