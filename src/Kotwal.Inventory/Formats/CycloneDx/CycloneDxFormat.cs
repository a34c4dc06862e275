using System.Text.Json;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.CycloneDx;

/// <summary>
/// Software bills of materials: CycloneDX 1.4 to 1.6 as JSON. The thing described becomes an asset, what it is made of components.
/// Dependencies stand behind what depends, so the items come when the document is read. CycloneDX 1.6 is written.
/// </summary>
internal sealed class CycloneDxFormat : IInventoryWriter
{
    public string Name => "cyclonedx";

    public int Score(ReadOnlySpan<byte> start, string fileName) =>
        start.IndexOf("\"bomFormat\""u8) >= 0 && start.IndexOf("CycloneDX"u8) >= 0 ? 100
        : start.IndexOf("cyclonedx.org/schema/bom-1."u8) >= 0 ? 90
        : 0;

    public IEnumerable<InventoryItem> Read(Stream document, InventoryReading reading)
    {
        var bill = new Bill(reading);
        var isBill = false;
        using var parts = new JsonParts(document, opensObjects: true);
        while (parts.Next(reading) is { } part)
        {
            switch (part.Name)
            {
                case "bomFormat":
                    isBill = part.Value.Text() == "CycloneDX";
                    break;
                case "metadata" when part.Value.Member("component") is { ValueKind: JsonValueKind.Object } subject:
                    bill.ReadSubject(subject, part.Line);
                    break;
                case "components":
                    bill.ReadComponent(part.Value, part.Line);
                    break;
                case "dependencies":
                    bill.ReadDependencies(part.Value);
                    break;
            }
        }

        if (!isBill)
        {
            throw new InventoryException("This is no bill of materials of CycloneDX in JSON.");
        }

        foreach (var item in bill.Items())
        {
            yield return item;
        }
    }

    public void Write(IEnumerable<InventoryItem> items, Stream document) => BillWriter.Write([.. items], document);
}
