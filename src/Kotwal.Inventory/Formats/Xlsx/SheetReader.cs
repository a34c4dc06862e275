using System.Globalization;
using System.Text;
using System.Xml;
using Kotwal.Inventory.Reading;
using Kotwal.Inventory.Tables;

namespace Kotwal.Inventory.Formats.Xlsx;

/// <summary>The rows of a sheet, read while they come. Rows and cells that are not there are not made up, whatever numbers the others have.</summary>
internal sealed class SheetReader(XmlReader xml, List<string> texts, List<bool> dates, bool is1904)
{
    private readonly List<string> cells = [];
    private int rowCharacters;

    /// <summary>All rows that the sheet has; the cells of a row live until the next is read.</summary>
    public IEnumerable<TableRow> Rows()
    {
        var line = 0;
        while (SafeXml.TryRead(xml))
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                line = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : line + 1;
                ReadRow();
                yield return new(line, cells);
            }
        }
    }

    private void ReadRow()
    {
        cells.Clear();
        rowCharacters = 0;
        if (xml.IsEmptyElement)
        {
            return;
        }

        var depth = xml.Depth;
        while (SafeXml.TryRead(xml) && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                var column = Column(xml.GetAttribute("r"));
                while (cells.Count < column)
                {
                    cells.Add("");
                }

                var text = ReadCell();
                rowCharacters += text.Length;
                if (text.Length > InventoryLimits.MaxValueCharacters || rowCharacters > InventoryLimits.MaxRowCharacters)
                {
                    throw new InventoryException("A cell or a row of the sheet is too long.");
                }

                cells.Add(text);
            }
        }
    }

    // "BC12" stands in column 54; a cell without a name in the next one.
    private int Column(string? name)
    {
        var column = 0;
        foreach (var letter in name ?? "")
        {
            if (!char.IsAsciiLetter(letter) || column > InventoryLimits.MaxColumns)
            {
                break;
            }

            column = (column * 26) + char.ToUpperInvariant(letter) - 'A' + 1;
        }

        var index = column == 0 ? cells.Count : column - 1;
        return index >= cells.Count && index < InventoryLimits.MaxColumns
            ? index
            : throw new InventoryException(
                index < cells.Count ? "The cells of a row are not in their order." : $"A row has more than {InventoryLimits.MaxColumns} cells.");
    }

    private string ReadCell()
    {
        var type = xml.GetAttribute("t");
        var style = xml.GetAttribute("s");
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var depth = xml.Depth;
        var text = "";
        while (SafeXml.TryRead(xml) && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "v" or "is" })
            {
                text = xml.LocalName == "is" ? SharedTexts.ReadText(xml) : Value(ReadValue(), type, style);
            }
        }

        return text;
    }

    private string ReadValue()
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var depth = xml.Depth;
        var value = new StringBuilder();
        while (SafeXml.TryRead(xml) && xml.Depth > depth)
        {
            if (xml.HasValue)
            {
                SafeXml.AppendText(xml, value);
            }
        }

        return value.ToString();
    }

    private string Value(string value, string? type, string? style) =>
        type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < texts.Count ? texts[index] : "",
            "str" or "inlineStr" => EscapedText.Read(value),
            "b" => value == "1" ? "true" : "false",
            "e" => "",
            "d" => value,
            _ => Number(value, style),
        };

    // Long numbers, such as serial numbers, are stored as 1.23E+17.
    private string Number(string value, string? style)
    {
        if (int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < dates.Count && dates[index])
        {
            return DateStyles.Write(value, is1904);
        }

        return value.Contains('E', StringComparison.OrdinalIgnoreCase) && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : value;
    }
}
