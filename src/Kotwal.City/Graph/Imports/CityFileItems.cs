using System.Globalization;
using System.Net;
using System.Text.Json;
using Kotwal.Inventory;

namespace Kotwal.City.Graph.Imports;

/// <summary>The city's files as an inventory, so that they are one source among others.</summary>
public static class CityFileItems
{
    public static IEnumerable<InventoryItem> Of(CityPlan plan) =>
    [
        .. plan.Zones.Select(zone => Item(
            InventoryKinds.Zone, zone.Id,
            [
                (InventoryAttributes.Name, zone.Name), (InventoryAttributes.Network, zone.Network.ToString()),
                (InventoryAttributes.Guests, zone.IsForGuests ? InventoryAttributes.Yes : ""),
            ])),
        .. plan.Wards.Select(ward => Item(
            InventoryKinds.Ward, ward.Id,
            [(InventoryAttributes.Name, ward.Name), (InventoryAttributes.NameHindi, ward.NameHindi), (InventoryAttributes.Geometry, WriteOutline(ward))])),
        .. plan.Sites.Select(OfSite),
        .. plan.Services.Select(OfService),
        .. plan.Nodes.Select(OfNode),
    ];

    private static InventoryItem OfSite(CitySite site) => Item(
        InventoryKinds.Site, site.Id,
        [
            (InventoryAttributes.Name, site.Name), (InventoryAttributes.Type, site.Kind),
            (InventoryAttributes.Location, string.Create(CultureInfo.InvariantCulture, $"{site.At.Longitude},{site.At.Latitude}")),
        ],
        (InventoryRelations.LocatedIn, InventoryKinds.Ward, site.Ward));

    private static InventoryItem OfService(CityService service) => Item(
        InventoryKinds.Service, service.Id,
        [
            (InventoryAttributes.Name, service.Name), (InventoryAttributes.NameHindi, service.NameHindi),
            (InventoryAttributes.Criticality, service.Criticality),
        ],
        [
            (InventoryRelations.OwnedBy, InventoryKinds.Organisation, service.Owner),
            .. service.DependsOn.Select(needed => (InventoryRelations.DependsOn, InventoryKinds.Service, needed)),
        ]);

    private static InventoryItem OfNode(CityNode node)
    {
        var item = Item(
            InventoryKinds.Asset, node.Name,
            [
                (InventoryAttributes.Name, node.Name), (InventoryAttributes.Type, node.Type), (InventoryAttributes.Vendor, node.Vendor),
                (InventoryAttributes.Model, node.Model),
            ],
            (InventoryRelations.LocatedIn, InventoryKinds.Zone, node.Zone),
            (InventoryRelations.LocatedIn, InventoryKinds.Ward, node.Ward),
            (InventoryRelations.LocatedIn, InventoryKinds.Site, node.Site),
            (InventoryRelations.Runs, InventoryKinds.Service, node.Service),
            (InventoryRelations.OwnedBy, InventoryKinds.Organisation, node.Owner));
        InventoryIdentifier[] address = IPAddress.TryParse(node.Address, out var read)
            ? [new(InventoryIdentifiers.Address, (read.IsIPv4MappedToIPv6 ? read.MapToIPv4() : read).ToString())]
            : [];
        return item with
        {
            Identifiers = [.. item.Identifiers, new(InventoryIdentifiers.HostName, node.Name.TrimEnd('.').ToLowerInvariant()), .. address],
        };
    }

    private static InventoryItem Item(
        string kind, string id, (string Name, string Value)[] attributes, params (string Name, string Kind, string Target)[] relations) => new()
        {
            Kind = kind,
            Identifiers = [ShortIds.Of(kind, id)],
            Attributes = [.. attributes.Where(said => said.Value.Length > 0).Select(said => KeyValuePair.Create(said.Name, said.Value))],
            Relations = [.. relations.Where(to => to.Target.Length > 0).Select(to => new InventoryRelation(to.Name, to.Kind, ShortIds.Of(to.Kind, to.Target)))],
        };

    private static string WriteOutline(CityWard ward) => ward.Rings.Count == 0 ? "" : JsonSerializer.Serialize(new
    {
        type = "MultiPolygon",
        coordinates = ward.Rings.Select(ring => new[] { ring.Select(point => new[] { point.Longitude, point.Latitude }) }),
    });
}
