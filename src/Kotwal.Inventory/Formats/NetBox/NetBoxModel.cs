using System.Text.Json;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.NetBox;

/// <summary>What is alike in all objects of NetBox: their address, choices, tags and custom fields.</summary>
internal static class NetBoxModel
{
    private const int MaxRawCharacters = 4096;

    /// <summary>The kind of object, as the path of its list: <c>dcim/devices</c>; by its own address, else by the array it is in, else by its fields.</summary>
    public static string Of(JsonPart part)
    {
        if (part.Value.Text("url") is { } url && url.IndexOf("/api/", StringComparison.Ordinal) is var api and >= 0)
        {
            var segments = url[(api + "/api/".Length)..].Split('/', 4);
            if (segments.Length >= 2)
            {
                return $"{segments[0]}/{segments[1]}";
            }
        }

        return part.Name.Replace('_', '-') switch
        {
            "devices" => "dcim/devices",
            "sites" => "dcim/sites",
            "interfaces" => "dcim/interfaces",
            "ip-addresses" or "addresses" => "ipam/ip-addresses",
            "prefixes" => "ipam/prefixes",
            "virtual-machines" or "vms" => "virtualization/virtual-machines",
            _ => ByFields(part.Value),
        };
    }

    /// <summary><c>netbox/dcim.device/17</c>; null when the object has no number.</summary>
    public static string? Reference(string model, JsonElement value) =>
        value.Member("id") is { ValueKind: JsonValueKind.Number } id && id.TryGetInt64(out var number) && number > 0 ? $"netbox/{model}/{number}" : null;

    /// <summary>A choice, which is an object with value and label, or only the value.</summary>
    public static string? Choice(JsonElement? choice) => choice?.Text("value") ?? choice?.Text();

    public static void ReadTags(JsonElement owner, ItemBuilder item)
    {
        foreach (var tag in owner.Elements("tags"))
        {
            item.Say("netbox.tag", tag.Text("name") ?? tag.Text());
        }

        foreach (var field in owner.Members("custom_fields"))
        {
            var values = field.Value.ValueKind == JsonValueKind.Array ? [.. field.Value.EnumerateArray().Select(Value)] : new[] { Value(field.Value) };
            foreach (var value in values)
            {
                item.Say("netbox.cf." + field.Name, value);
            }

            if (field.Name is InventoryAttributes.Criticality or InventoryAttributes.Exposure)
            {
                item.SayFirst(field.Name, values.FirstOrDefault());
            }
        }
    }

    // A choice, another object, or the value itself; what has no name is JSON of the operator's own.
    private static string? Value(JsonElement field) =>
        field.ValueKind switch
        {
            JsonValueKind.Object => field.Text("label") ?? field.Text("display") ?? field.Text("name") ?? Raw(field),
            JsonValueKind.Array => Raw(field),
            _ => field.Text(),
        };

    private static string? Raw(JsonElement field) => JsonSerializer.Serialize(field) is { Length: <= MaxRawCharacters } raw ? raw : null;

    private static string ByFields(JsonElement value)
    {
        if (value.Member("device_type") is not null)
        {
            return "dcim/devices";
        }

        if (value.Member("prefix") is not null)
        {
            return "ipam/prefixes";
        }

        if (value.Member("address") is not null)
        {
            return "ipam/ip-addresses";
        }

        return value.Member("vcpus") is not null || value.Member("primary_ip4") is not null ? "virtualization/virtual-machines" : "";
    }
}
