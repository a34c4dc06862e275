using System.IO.Compression;
using System.Xml;
using Kotwal.Inventory.Reading;
using Kotwal.Inventory.Tables;

namespace Kotwal.Inventory.Formats.Xlsx;

/// <summary>The parts of a workbook: which sheet is read, the texts that its cells share and the styles that are dates.</summary>
internal static class Workbook
{
    private const int MaxParts = 10_000;
    private const string MainPart = "xl/workbook.xml";

    /// <summary>Rows of the first sheet that is not hidden, read while they are enumerated.</summary>
    /// <exception cref="InventoryException">This is no workbook, or it is too large.</exception>
    public static IEnumerable<TableRow> Rows(Stream document)
    {
        using var file = new PartFile(Open(document));
        var targets = Targets(file, "xl/_rels/workbook.xml.rels");
        var (sheetId, is1904) = Sheet(file);
        var path = targets.FirstOrDefault(target => target.Id == sheetId).Path ?? throw new InventoryException("The workbook has no sheet.");
        var texts = targets.FirstOrDefault(target => target.Type.EndsWith("/sharedStrings", StringComparison.Ordinal)).Path is { } shared
            ? SharedTexts.Read(file, shared)
            : [];
        var styles = targets.FirstOrDefault(target => target.Type.EndsWith("/styles", StringComparison.Ordinal)).Path is { } styled
            ? DateStyles.Read(file, styled)
            : [];
        using var xml = file.OpenXml(path) ?? throw new InventoryException($"The workbook has no part {CleanText.Shorten(path)}.");
        foreach (var row in new SheetReader(xml, texts, styles, is1904).Rows())
        {
            yield return row;
        }
    }

    private static ZipArchive Open(Stream document)
    {
        var bytes = document;
        if (!document.CanSeek)
        {
            bytes = new MemoryStream();
            new BoundedStream(document, new(InventoryLimits.MaxPackedBytes, "The workbook")).CopyTo(bytes);
            bytes.Position = 0;
        }

        try
        {
            var archive = new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true);
            return archive.Entries.Count <= MaxParts ? archive : throw new InventoryException($"The workbook has more than {MaxParts} parts.");
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException or EndOfStreamException or OverflowException or NotSupportedException)
        {
            throw new InventoryException("This is no workbook (.xlsx). Older or protected ones have to be saved as one.", error);
        }
    }

    private static List<(string Id, string Type, string Path)> Targets(PartFile file, string path)
    {
        var targets = new List<(string, string, string)>();
        using var xml = file.OpenXml(path) ?? throw new InventoryException("This is no workbook (.xlsx).");
        while (SafeXml.TryRead(xml) && targets.Count < MaxParts)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" })
            {
                var target = xml.GetAttribute("Target") ?? "";
                targets.Add((xml.GetAttribute("Id") ?? "", xml.GetAttribute("Type") ?? "", target.StartsWith('/') ? target[1..] : "xl/" + target));
            }
        }

        return targets;
    }

    private static (string Id, bool Is1904) Sheet(PartFile file)
    {
        string? first = null;
        string? visible = null;
        var is1904 = false;
        using var xml = file.OpenXml(MainPart) ?? throw new InventoryException("This is no workbook (.xlsx).");
        while (SafeXml.TryRead(xml))
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
            {
                is1904 = xml.GetAttribute("date1904") is "1" or "true";
            }

            if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" })
            {
                var id = Relation(xml);
                first ??= id;
                visible ??= xml.GetAttribute("state") is null or "visible" ? id : null;
            }
        }

        return (visible ?? first ?? throw new InventoryException("The workbook has no sheet."), is1904);
    }

    // The namespace of the attribute differs between the two forms of the standard.
    private static string Relation(XmlReader xml)
    {
        for (var has = xml.MoveToFirstAttribute(); has; has = xml.MoveToNextAttribute())
        {
            if (xml.LocalName == "id" && xml.Prefix.Length > 0)
            {
                var id = xml.Value;
                xml.MoveToElement();
                return id;
            }
        }

        xml.MoveToElement();
        return "";
    }
}
