using Kotwal.City.Access;
using Kotwal.City.Graph;
using Kotwal.Inventory;
using Kotwal.Watch.Alerts;

namespace Kotwal.Watch.Map;

/// <summary>
/// Says in which wards the systems stand that an alert concerns: the one that spoke, the one that sent and the one that received.
/// Safe for many threads.
/// </summary>
internal sealed class AlertWards(GraphSnapshot graph, CityPlan plan)
{
    // What such a system reports happened elsewhere.
    private static readonly HashSet<string> Observers = new(["network_sensor", "firewall"], StringComparer.Ordinal);

    private readonly HashSet<string> wards = new(plan.Wards.Select(ward => ward.Id), StringComparer.Ordinal);

    /// <summary>Ids of the wards, each once; none when the alert names no system in reach whose ward is known.</summary>
    public IReadOnlyList<string> Of(IReadOnlyList<NamedValue> entities, Reach reach)
    {
        var nodes = entities.Select(entity => Find(entity, reach)).OfType<GraphNode>().Where(node => WardOf(node) is { } ward && wards.Contains(ward)).ToList();
        var concerned = nodes.Where(node => !Observers.Contains(node.Attribute(InventoryAttributes.Type) ?? "")).ToList();
        return [.. (concerned.Count > 0 ? concerned : nodes).Select(node => WardOf(node)!).Distinct(StringComparer.Ordinal)];
    }

    private GraphNode? Find(NamedValue entity, Reach reach) => entity.Name switch
    {
        "city.node" or "host.name" => graph.FindHost(entity.Value, reach),
        "source.ip" or "destination.ip" => graph.FindAddress(entity.Value, graph.AsOf, reach),
        _ => null,
    };

    private static string? WardOf(GraphNode node) => node.Ward is { } ward ? ward.ShortId ?? ward.Name : null;
}
