using Kotwal.Inventory.Reading;
using Kotwal.Inventory.Tables;

namespace Kotwal.Inventory.Formats.Xlsx;

/// <summary>
/// Workbooks of spreadsheets (Office Open XML, ISO/IEC 29500): the first sheet that is not hidden is a table. Formulas give the value
/// that was stored with them. Nothing is unpacked to disk, so that no name within can lead out of a folder.
/// </summary>
internal sealed class XlsxFormat : ITableFormat, IInventoryWriter
{
    public string Name => "xlsx";

    public int Score(ReadOnlySpan<byte> start, string fileName) =>
        !start.StartsWith("PK\x03\x04"u8) ? 0
        : fileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".xlsm", StringComparison.OrdinalIgnoreCase) ? 95
        : 60;

    public IEnumerable<InventoryItem> Read(Stream document, InventoryReading reading) =>
        TableReader.Read(Workbook.Rows(document), reading).Within(reading);

    public TablePreview Preview(Stream document) => TableReader.Preview(Workbook.Rows(document), HeadingWords.Propose);

    public void Write(IEnumerable<InventoryItem> items, Stream document) =>
        WorkbookWriter.Write(items.Select(TableLayout.Cells).Prepend(TableLayout.Headings), document);
}
