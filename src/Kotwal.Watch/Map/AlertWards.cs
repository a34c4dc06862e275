using Kotwal.City.Graph;
using Kotwal.Watch.Alerts;

namespace Kotwal.Watch.Map;

/// <summary>
/// Says in which wards the systems stand that an alert concerns: the one that spoke, the one that sent and the one that received.
/// Safe for many threads.
/// </summary>
internal sealed class AlertWards(CityPlan plan)
{
    // What such a system reports happened elsewhere.
    private static readonly HashSet<string> Observers = new(["network_sensor", "firewall"], StringComparer.Ordinal);

    private readonly Lock gate = new();
    private readonly AddressBook book = new(plan);
    private readonly HashSet<string> wards = new(plan.Wards.Select(ward => ward.Id), StringComparer.Ordinal);

    /// <summary>Ids of the wards, each once; none when the alert names no system whose ward is known.</summary>
    public IReadOnlyList<string> Of(IReadOnlyList<NamedValue> entities)
    {
        var nodes = FindNodes(entities);
        var concerned = nodes.Where(node => !Observers.Contains(node.Type)).ToList();
        return [.. (concerned.Count > 0 ? concerned : nodes).Select(node => node.Ward).Distinct(StringComparer.Ordinal)];
    }

    // The book remembers addresses while it is asked, so one asks at a time.
    private List<CityNode> FindNodes(IReadOnlyList<NamedValue> entities)
    {
        lock (gate)
        {
            return [.. entities.Select(Find).OfType<CityNode>().Where(node => wards.Contains(node.Ward))];
        }
    }

    private CityNode? Find(NamedValue entity) => entity.Name switch
    {
        "city.node" or "host.name" => book.FindHost(entity.Value)?.Node,
        "source.ip" or "destination.ip" => book.FindAddress(entity.Value)?.Node,
        _ => null,
    };
}
