using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;

namespace Kotwal.Inventory.Tests.Formats;

/// <summary>Other programs read what we write, and we read what they write.</summary>
public sealed class XlsxTests
{
    private static readonly InventoryItem Camera = new()
    {
        Kind = InventoryKinds.Asset,
        Identifiers = [new(InventoryIdentifiers.Address, "10.0.0.1"), new(InventoryIdentifiers.Address, "10.0.0.2")],
        Attributes = [new(InventoryAttributes.Name, "कैमरा <1> & \"2\" _x0041_"), new(InventoryAttributes.Note, "=1+1")],
    };

    [Fact]
    public void Another_program_reads_what_we_write()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(Documents.Write("xlsx", Camera)));

        Assert.True(reader.Read());
        Assert.Equal("kind", reader.GetString(0));
        Assert.Equal("name", reader.GetString(1));
        Assert.True(reader.Read());
        Assert.Equal("asset", reader.GetString(0));
        Assert.Equal("कैमरा <1> & \"2\" _x0041_", reader.GetString(1));
        Assert.Contains("10.0.0.1\n10.0.0.2", Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue));
        Assert.False(reader.Read());
    }

    [Fact]
    public void What_we_write_keeps_to_the_standard()
    {
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(Documents.Write("xlsx", Camera)), isEditable: false);

        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(workbook, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void We_read_what_another_program_writes()
    {
        var document = new MemoryStream();
        using (var workbook = SpreadsheetDocument.Create(document, SpreadsheetDocumentType.Workbook))
        {
            Fill(workbook.AddWorkbookPart());
        }

        var mapping = new InventoryMapping(null, new Dictionary<string, string>
        {
            ["Name"] = "name",
            ["IP"] = "id:ip",
            ["Bought"] = "register.bought",
            ["Serial"] = "id:serial",
            ["Live"] = "register.live",
        });
        var items = Documents.Read("xlsx", document.ToArray(), new(mapping));

        Assert.Equal(
            ["asset\nid ip 10.0.0.1\nid serial 123000000000000000\nname = Fort gate\nregister.bought = 2024-01-05\nregister.live = true",
                "asset\nid ip 10.0.0.2\nname = Fort gate"],
            items.Select(Documents.Text));
        Assert.Equal([3, 7], items.Select(item => item.Line));
    }

    [Fact]
    public void A_value_that_does_not_fit_a_cell_is_refused_with_its_row()
    {
        var item = Camera with { Attributes = [new(InventoryAttributes.Note, new string('a', 40_000))] };

        var error = Assert.Throws<InventoryException>(() => Documents.Write("xlsx", item));

        Assert.Contains("Row 2", error.Message, StringComparison.Ordinal);
    }

    // A hidden sheet first, texts that are shared and in runs, a date, a long number, a truth value, gaps.
    private static void Fill(WorkbookPart part)
    {
        var hidden = part.AddNewPart<WorksheetPart>();
        hidden.Worksheet = new(new SheetData(Row(1, Text("A1", "secret"))));
        var shown = part.AddNewPart<WorksheetPart>();
        shown.Worksheet = new(new SheetData(
            Row(2, Text("A2", "Name"), Text("B2", "IP"), Text("D2", "Bought"), Text("E2", "Serial"), Text("F2", "Live")),
            Row(3, Shared("A3", 0), Text("B3", "10.0.0.1"), Date("D3", 45296), Number("E3", 1.23E+17), Truth("F3")),
            Row(7, Shared("A7", 0), Text("B7", "10.0.0.2"))));
        part.AddNewPart<SharedStringTablePart>().SharedStringTable = new(
            new SharedStringItem(new Run(new Text("Fort ") { Space = SpaceProcessingModeValues.Preserve }), new Run(new Text("gate")), new PhoneticRun(new Text("fɔːt")) { BaseTextStartIndex = 0, EndingBaseIndex = 1 }));
        part.AddNewPart<WorkbookStylesPart>().Stylesheet = new(
            new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "dd\\/mm\\/yyyy" }),
            new CellFormats(new CellFormat { NumberFormatId = 0 }, new CellFormat { NumberFormatId = 164 }));
        part.Workbook = new(new Sheets(
            new Sheet { Name = "Hidden", SheetId = 1, Id = part.GetIdOfPart(hidden), State = SheetStateValues.Hidden },
            new Sheet { Name = "Register", SheetId = 2, Id = part.GetIdOfPart(shown) }));
    }

    private static Row Row(uint index, params Cell[] cells) => new(cells) { RowIndex = index };

    private static Cell Text(string place, string text) => new(new InlineString(new Text(text))) { CellReference = place, DataType = CellValues.InlineString };

    private static Cell Shared(string place, int index) => new(new CellValue(index)) { CellReference = place, DataType = CellValues.SharedString };

    private static Cell Date(string place, int days) => new(new CellValue(days)) { CellReference = place, StyleIndex = 1 };

    private static Cell Number(string place, double number) => new(new CellValue(number.ToString("E2", CultureInfo.InvariantCulture))) { CellReference = place };

    private static Cell Truth(string place) => new(new CellValue("1")) { CellReference = place, DataType = CellValues.Boolean };
}
