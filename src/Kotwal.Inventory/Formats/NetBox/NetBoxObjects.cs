using System.Text.Json;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.NetBox;

/// <summary>Objects of NetBox, each to the item that it speaks of. The names of fields are those of NetBox's serializers.</summary>
internal sealed class NetBoxObjects(ItemGathering gathering, InventoryReading reading)
{
    private const string Device = "dcim.device";
    private const string Machine = "virtualization.virtualmachine";
    private const string Site = "dcim.site";
    private const string Tenant = "tenancy.tenant";
    private const string Prefix = "ipam.prefix";

    public void Read(JsonPart part)
    {
        var value = part.Value;
        switch (NetBoxModel.Of(part))
        {
            case "dcim/devices":
                ReadDevice(value, part.Line);
                break;
            case "virtualization/virtual-machines":
                ReadMachine(value, part.Line);
                break;
            case "dcim/sites":
                ReadSite(value, part.Line);
                break;
            case "ipam/prefixes":
                ReadPrefix(value, part.Line);
                break;
            case "ipam/ip-addresses":
                ReadAddress(value, part.Line);
                break;
            case "dcim/interfaces" or "virtualization/interfaces":
                ReadInterface(value, part.Line);
                break;
            default:
                reading.Report(part.Line, "This object is none of those of NetBox that are read.");
                break;
        }
    }

    private void ReadDevice(JsonElement device, int line)
    {
        if (Of(InventoryKinds.Asset, Device, device, line) is not { } item)
        {
            return;
        }

        // "role" since NetBox 3.6, "device_role" before.
        var role = device.Member("role") ?? device.Member("device_role");
        var maker = device.Member("device_type")?.Text("manufacturer", "name");
        ReadSystem(device, item, role, line);
        item.SayFirst(InventoryAttributes.Vendor, maker);
        item.SayFirst(InventoryAttributes.Model, device.Text("device_type", "model"));
        item.MarkSerial(device.Text("serial"), maker);
        ReadPlace(device, item);
        item.Say("netbox.rack", device.Text("rack", "name"));
        item.Say("netbox.location", device.Text("location", "name"));
    }

    private void ReadMachine(JsonElement machine, int line)
    {
        if (Of(InventoryKinds.Asset, Machine, machine, line) is not { } item)
        {
            return;
        }

        ReadSystem(machine, item, machine.Member("role"), line);
        item.SayFirst(InventoryAttributes.Type, "server");
        item.MarkSerial(machine.Text("serial"), maker: null);
        if (machine.Member("device") is { } host && Of(InventoryKinds.Asset, Device, host, line) is { } carrier)
        {
            carrier.Relate(InventoryRelations.Runs, InventoryKinds.Asset, InventoryIdentifiers.Reference, NetBoxModel.Reference(Machine, machine));
        }
    }

    private void ReadSite(JsonElement site, int line)
    {
        if (Of(InventoryKinds.Site, Site, site, line) is not { } item)
        {
            return;
        }

        ReadAny(site, item, line);
        ReadPlace(site, item);
        item.Say("netbox.slug", site.Text("slug"));
        item.Say("netbox.facility", site.Text("facility"));
        item.Say("netbox.region", site.Text("region", "name"));
        item.Say("netbox.physical_address", site.Text("physical_address"));
    }

    // A container only holds other prefixes and is no part of the network with one purpose.
    private void ReadPrefix(JsonElement prefix, int line)
    {
        if (NetBoxModel.Choice(prefix.Member("status")) == "container")
        {
            return;
        }

        if (Of(InventoryKinds.Zone, Prefix, prefix, line) is not { } item)
        {
            return;
        }

        var network = prefix.Text("prefix");
        item.SayFirst(InventoryAttributes.Name, prefix.Text("vlan", "name") ?? prefix.Text("role", "name") ?? network);
        item.Say(InventoryAttributes.Network, network);
        ReadAny(prefix, item, line);
        item.Say("netbox.vrf", prefix.Text("vrf", "name"));
        item.Say("netbox.role", prefix.Text("role", "name"));

        // "scope" since NetBox 4.2, "site" before.
        var scope = prefix.Text("scope_type") == Site ? prefix.Member("scope") : prefix.Member("site");
        Relate(item, InventoryRelations.LocatedIn, InventoryKinds.Site, Site, scope, line);
    }

    private void ReadAddress(JsonElement address, int line)
    {
        var assigned = address.Member("assigned_object");
        if (Owner(assigned, line) is not { } item)
        {
            reading.Report(line, $"The address {CleanText.Shorten(address.Text("address") ?? "")} is assigned to no interface of a system.");
            return;
        }

        MarkAddress(item, address);
    }

    private void ReadInterface(JsonElement face, int line)
    {
        if (Owner(face, line) is not { } item)
        {
            reading.Report(line, "An interface belongs to a device or a virtual machine.");
            return;
        }

        item.Mark(InventoryIdentifiers.Mac, face.Text("mac_address"));
        foreach (var mac in face.Elements("mac_addresses"))
        {
            item.Mark(InventoryIdentifiers.Mac, mac.Text("mac_address"));
        }

        foreach (var peer in face.Elements("connected_endpoints"))
        {
            item.Relate(
                InventoryRelations.ConnectsTo, InventoryKinds.Asset, InventoryIdentifiers.Reference,
                peer.Member("device") is { } device ? NetBoxModel.Reference(Device, device) : null);
        }
    }

    private void ReadSystem(JsonElement system, ItemBuilder item, JsonElement? role, int line)
    {
        ReadAny(system, item, line);
        MarkName(item, system.Text("name"));
        item.SayFirst(InventoryAttributes.Type, role?.Text("slug") ?? role?.Text("name"));
        item.SayFirst(InventoryAttributes.OperatingSystem, system.Text("platform", "name"));
        item.Say("netbox.asset_tag", system.Text("asset_tag"));
        item.Say("netbox.cluster", system.Text("cluster", "name"));
        Relate(item, InventoryRelations.LocatedIn, InventoryKinds.Site, Site, system.Member("site"), line);
        foreach (var name in (string[])["primary_ip4", "primary_ip6", "primary_ip", "oob_ip"])
        {
            if (system.Member(name) is { } address)
            {
                MarkAddress(item, address);
            }
        }
    }

    private void ReadAny(JsonElement value, ItemBuilder item, int line)
    {
        item.SayFirst(InventoryAttributes.Name, value.Text("name") ?? value.Text("display"));
        var status = NetBoxModel.Choice(value.Member("status"));
        item.SayFirst(InventoryAttributes.Lifecycle, status);
        item.Say("netbox.status", status);
        item.SayFirst(InventoryAttributes.Note, value.Text("description"));
        item.Say("netbox.comments", value.Text("comments"));
        NetBoxModel.ReadTags(value, item);
        Relate(item, InventoryRelations.OwnedBy, InventoryKinds.Organisation, Tenant, value.Member("tenant"), line);
    }

    private static void ReadPlace(JsonElement value, ItemBuilder item)
    {
        if (value.Text("longitude") is { } longitude && value.Text("latitude") is { } latitude)
        {
            item.SayFirst(InventoryAttributes.Location, $"{longitude},{latitude}");
        }
    }

    // Addresses are written with the length of their network.
    private static void MarkAddress(ItemBuilder item, JsonElement address)
    {
        item.Mark(InventoryIdentifiers.Address, address.Text("address")?.Split('/')[0]);
        item.Mark(InventoryIdentifiers.HostName, address.Text("dns_name"));
    }

    // Most name their systems by host name, but nobody must.
    private static void MarkName(ItemBuilder item, string? name)
    {
        if (name is not null && Identifiers.CanonicalIdentifier.Read(InventoryIdentifiers.HostName, name, out _) is { } host)
        {
            item.Mark(InventoryIdentifiers.HostName, host);
        }
    }

    private ItemBuilder? Owner(JsonElement? face, int line) =>
        face?.Member("device") is { } device ? Of(InventoryKinds.Asset, Device, device, line)
        : face?.Member("virtual_machine") is { } machine ? Of(InventoryKinds.Asset, Machine, machine, line)
        : null;

    private void Relate(ItemBuilder item, string name, string kind, string model, JsonElement? target, int line)
    {
        if (target is { } value && Of(kind, model, value, line) is not null)
        {
            item.Relate(name, kind, InventoryIdentifiers.Reference, NetBoxModel.Reference(model, value));
        }
    }

    private ItemBuilder? Of(string kind, string model, JsonElement value, int line)
    {
        if (NetBoxModel.Reference(model, value) is not { } reference)
        {
            reading.Report(line, $"A {model} has no id.");
            return null;
        }

        var item = gathering.Of(kind, reference, line);
        item.SayFirst(InventoryAttributes.Name, value.Text("name"));
        return item;
    }
}
