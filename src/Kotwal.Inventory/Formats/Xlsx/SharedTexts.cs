using System.Text;
using System.Xml;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.Xlsx;

/// <summary>Texts that cells share, which stand in a part of their own and have to be kept.</summary>
internal static class SharedTexts
{
    // A full sheet of texts that all differ is less; the entries cost memory even when they are empty.
    private const int MaxTexts = 4_000_000;
    private const int MaxCharacters = 128 * 1024 * 1024;

    public static List<string> Read(PartFile file, string path)
    {
        var texts = new List<string>();
        using var xml = file.OpenXml(path);
        if (xml is null)
        {
            return texts;
        }

        var characters = 0L;
        while (SafeXml.TryRead(xml))
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                texts.Add(ReadText(xml));
                characters += texts[^1].Length;
                if (texts.Count > MaxTexts || characters > MaxCharacters)
                {
                    throw new InventoryException("The workbook has too many texts.");
                }
            }
        }

        return texts;
    }

    /// <summary>The text of an element with <c>t</c> in it or in its runs; how it is spoken (<c>rPh</c>) is no part of it.</summary>
    public static string ReadText(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var depth = xml.Depth;
        var spoken = int.MaxValue;
        var isText = false;
        StringBuilder text = new();
        while (SafeXml.TryRead(xml) && xml.Depth > depth)
        {
            spoken = xml.Depth <= spoken ? int.MaxValue : spoken;
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    isText = xml.LocalName == "t" && !xml.IsEmptyElement;
                    spoken = xml.LocalName == "rPh" && !xml.IsEmptyElement ? Math.Min(spoken, xml.Depth) : spoken;
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA when isText && spoken == int.MaxValue:
                    SafeXml.AppendText(xml, text);
                    break;
                case XmlNodeType.EndElement:
                    isText = false;
                    break;
            }
        }

        return EscapedText.Read(text.ToString());
    }
}
