using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Kotwal.Inventory.Formats.Xlsx;

/// <summary>A workbook with one sheet of texts, as few parts as the standard asks for. Values are texts and never formulas.</summary>
internal static class WorkbookWriter
{
    private const int MaxRows = 1_048_576;
    private const int MaxCellCharacters = 32_767;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static readonly DateTimeOffset Undated = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Path, string Xml)[] Parts =
    [
        ("[Content_Types].xml", """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
            """),
        ("_rels/.rels", """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """),
        ("xl/workbook.xml", """
            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Inventory" sheetId="1" r:id="rId1"/></sheets></workbook>
            """),
        ("xl/_rels/workbook.xml.rels", """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
            """),
    ];

    /// <exception cref="InventoryException">There are more rows than a sheet has, or a value is too long for a cell.</exception>
    public static void Write(IEnumerable<IEnumerable<string>> rows, Stream document)
    {
        using var archive = new ZipArchive(document, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (path, xml) in Parts)
        {
            using var part = Create(archive, path);
            part.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + xml.Trim()));
        }

        using var sheet = Create(archive, "xl/worksheets/sheet1.xml");
        using var writer = XmlWriter.Create(sheet, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineHandling = NewLineHandling.None });
        writer.WriteStartDocument(standalone: true);
        writer.WriteStartElement("worksheet", Main);
        writer.WriteStartElement("sheetData", Main);
        var number = 0;
        foreach (var row in rows)
        {
            if (++number > MaxRows)
            {
                throw new InventoryException($"A sheet has {MaxRows} rows and no more; CSV has no such bound.");
            }

            WriteRow(writer, row, number);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static Stream Create(ZipArchive archive, string path)
    {
        var entry = archive.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = Undated;
        return entry.Open();
    }

    private static void WriteRow(XmlWriter writer, IEnumerable<string> cells, int number)
    {
        writer.WriteStartElement("row", Main);
        writer.WriteAttributeString("r", XmlConvert.ToString(number));
        var column = 0;
        foreach (var cell in cells)
        {
            column++;
            if (cell.Length == 0)
            {
                continue;
            }

            var text = EscapedText.Write(cell);
            if (text.Length > MaxCellCharacters)
            {
                throw new InventoryException($"Row {number}: a value of {text.Length} characters does not fit a cell of a workbook; CSV, GeoJSON and kotwal have room for it.");
            }

            writer.WriteStartElement("c", Main);
            writer.WriteAttributeString("r", Name(column) + XmlConvert.ToString(number));
            writer.WriteAttributeString("t", "inlineStr");
            writer.WriteStartElement("is", Main);
            writer.WriteStartElement("t", Main);
            writer.WriteAttributeString("xml", "space", null, "preserve");
            writer.WriteString(text);
            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static string Name(int column)
    {
        var name = "";
        for (; column > 0; column = (column - 1) / 26)
        {
            name = (char)('A' + ((column - 1) % 26)) + name;
        }

        return name;
    }
}
