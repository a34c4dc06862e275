using System.IO.Compression;
using System.Xml;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.Xlsx;

/// <summary>The packed parts of a workbook. All that is unpacked counts, whatever sizes the file declares.</summary>
internal sealed class PartFile(ZipArchive archive) : IDisposable
{
    private readonly ByteBudget budget = new(InventoryLimits.MaxDocumentBytes, "The unpacked workbook");

    /// <summary>The XML of a part, or null when there is none of that name.</summary>
    /// <exception cref="InventoryException">The part cannot be unpacked.</exception>
    public XmlReader? OpenXml(string path)
    {
        var entry = archive.Entries.FirstOrDefault(entry => string.Equals(entry.FullName.Replace('\\', '/'), path, StringComparison.OrdinalIgnoreCase));
        try
        {
            return entry is null ? null : SafeXml.Open(new UnpackedStream(new BoundedStream(entry.Open(), budget)));
        }
        catch (Exception error) when (UnpackedStream.IsOfThePacking(error))
        {
            throw new InventoryException("A part of the workbook cannot be unpacked.", error);
        }
    }

    public void Dispose() => archive.Dispose();
}
