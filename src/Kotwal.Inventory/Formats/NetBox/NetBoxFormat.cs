using System.Text;
using System.Text.Json;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.NetBox;

/// <summary>
/// Answers of NetBox's REST API (3.x and 4.x): one answer <c>{"count": …, "results": […]}</c>, several after each other, an object of
/// several arrays, or bare arrays. Devices, virtual machines, sites and prefixes become items; interfaces and addresses are added
/// to what they belong to. What belongs together is gathered, so the items come when the document is read.
/// </summary>
internal sealed class NetBoxFormat : IInventoryFormat
{
    public string Name => "netbox";

    public int Score(ReadOnlySpan<byte> start, string fileName)
    {
        var text = Encoding.UTF8.GetString(start[..Math.Min(start.Length, InventoryLimits.DetectBytes)]).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        if (!text.StartsWith('{') && !text.StartsWith('['))
        {
            return 0;
        }

        return text.Contains("/api/dcim/", StringComparison.Ordinal) || text.Contains("/api/ipam/", StringComparison.Ordinal)
            || text.Contains("/api/virtualization/", StringComparison.Ordinal)
            ? 90
            : text.Contains("\"device_type\"", StringComparison.Ordinal) || text.Contains("\"primary_ip4\"", StringComparison.Ordinal) ? 70 : 0;
    }

    public IEnumerable<InventoryItem> Read(Stream document, InventoryReading reading)
    {
        var gathering = new ItemGathering(reading);
        var reader = new NetBoxObjects(gathering, reading);
        using var parts = new JsonParts(document, opensObjects: true);
        var isAnswer = false;
        while (parts.Next(reading) is { } part)
        {
            isAnswer |= part.Name == "count" || part.Value.ValueKind == JsonValueKind.Object;
            if (part.Value.ValueKind == JsonValueKind.Object)
            {
                reader.Read(part);
            }
        }

        if (!isAnswer)
        {
            throw new InventoryException("This is no answer of NetBox: it has no objects.");
        }

        foreach (var item in gathering.Items())
        {
            yield return item;
        }
    }
}
