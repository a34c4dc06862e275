using System.Xml;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.Nmap;

/// <summary>
/// Scans of nmap as XML (<c>-oX</c>): one asset for each host that is up, and one component for each program with a CPE name that
/// answers on it. Read while it comes; a scan that was cut off gives what it has and is then refused.
/// </summary>
internal sealed class NmapFormat : IInventoryFormat
{
    public string Name => "nmap";

    public int Score(ReadOnlySpan<byte> start, string fileName) => start.IndexOf("<nmaprun"u8) >= 0 || start.IndexOf("<!DOCTYPE nmaprun"u8) >= 0 ? 100 : 0;

    public IEnumerable<InventoryItem> Read(Stream document, InventoryReading reading) => ReadAll(document, reading).Within(reading);

    private static IEnumerable<InventoryItem> ReadAll(Stream document, InventoryReading reading)
    {
        using var xml = SafeXml.Open(document);
        var components = new HashSet<string>(StringComparer.Ordinal);
        var isScan = false;
        while (SafeXml.TryRead(xml))
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            isScan |= xml is { Depth: 0, LocalName: "nmaprun" } ? true : isScan ? false : throw new InventoryException("This is no scan of nmap.");
            if (xml is { Depth: 1, LocalName: "host" })
            {
                foreach (var item in HostReader.Read(xml, components, reading))
                {
                    yield return item;
                }
            }
        }

        if (!isScan)
        {
            throw new InventoryException("This is no scan of nmap.");
        }
    }
}
