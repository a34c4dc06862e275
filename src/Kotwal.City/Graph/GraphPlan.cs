using System.Globalization;
using System.Net;
using System.Text.Json;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph;

/// <summary>The graph as a plan: what maps draw and lists show, whichever source it came from.</summary>
public static class GraphPlan
{
    /// <summary>The plan of a graph; the city's name comes from its files. Takes time with the size of the city, so keep it per snapshot.</summary>
    public static CityPlan Of(GraphSnapshot graph, CityPlan files) => files with
    {
        Zones = [.. graph.Nodes(Reach.WholeCity, InventoryKinds.Zone).SelectMany(ZonesOf)],
        Services = [.. graph.Nodes(Reach.WholeCity, InventoryKinds.Service).Select(ServiceOf)],
        Wards = [.. graph.Nodes(Reach.WholeCity, InventoryKinds.Ward).Select(ward => new CityWard(
            LabelOf(ward), ward.Name, ward.Attribute(InventoryAttributes.NameHindi) ?? "", ReadOutline(ward.Attribute(InventoryAttributes.Geometry))))],
        Sites = [.. graph.Nodes(Reach.WholeCity, InventoryKinds.Site).Select(SiteOf).OfType<CitySite>()],
        Nodes = [.. graph.Nodes(Reach.WholeCity, InventoryKinds.Asset).Where(node => node.State == NodeStates.Confirmed).Select(NodeOf)],
    };

    private static IEnumerable<CityZone> ZonesOf(GraphNode zone) =>
        from network in zone.Statements(InventoryAttributes.Network).Select(said => said.Value).Distinct(StringComparer.Ordinal)
        where IPNetwork.TryParse(network, out _)
        select new CityZone(LabelOf(zone), zone.Name, IPNetwork.Parse(network), zone.Attribute(InventoryAttributes.Guests) == InventoryAttributes.Yes);

    private static CityService ServiceOf(GraphNode service) => new(
        LabelOf(service), service.Name, service.Attribute(InventoryAttributes.NameHindi) ?? "", service.OwnCriticality ?? "", LabelOf(service.Owner),
        [.. service.Out(Reach.WholeCity)
            .Where(to => to.Name == InventoryRelations.DependsOn && to.To.Kind == InventoryKinds.Service).Select(to => LabelOf(to.To)).Distinct()]);

    private static CitySite? SiteOf(GraphNode site) =>
        site.Attribute(InventoryAttributes.Location)?.Split(',') is [var longitude, var latitude]
        && double.TryParse(longitude, CultureInfo.InvariantCulture, out var x) && double.TryParse(latitude, CultureInfo.InvariantCulture, out var y)
            ? new(LabelOf(site), site.Name, site.Attribute(InventoryAttributes.Type) ?? "", LabelOf(site.Ward), new(x, y))
            : null;

    private static CityNode NodeOf(GraphNode node) => new(
        node.Name, node.Attribute(InventoryAttributes.Type) ?? "",
        node.Identifiers.FirstOrDefault(mark => mark.Kind == InventoryIdentifiers.Address)?.Value ?? "",
        LabelOf(node.Zone), LabelOf(node.Ward), LabelOf(node.Site), LabelOf(node.Service), node.Attribute(InventoryAttributes.Vendor) ?? "",
        node.Attribute(InventoryAttributes.Model) ?? "", LabelOf(node.Owner));

    private static string LabelOf(GraphNode? node) => node is null ? "" : node.ShortId ?? node.Name;

    // The outer boundaries of a polygon or of several (RFC 7946, 3.1.6 and 3.1.7); what is none is no outline.
    private static IReadOnlyList<IReadOnlyList<CityPoint>> ReadOutline(string? geometry)
    {
        if (geometry is null)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(geometry);
            var coordinates = document.RootElement.GetProperty("coordinates");
            var polygons = document.RootElement.GetProperty("type").GetString() == "MultiPolygon" ? [.. coordinates.EnumerateArray()] : new[] { coordinates };
            return [.. polygons.Select(polygon => (IReadOnlyList<CityPoint>)[.. polygon[0].EnumerateArray()
                .Select(point => new CityPoint(point[0].GetDouble(), point[1].GetDouble()))])];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            return [];
        }
    }
}
