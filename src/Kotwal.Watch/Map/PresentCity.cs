using Kotwal.City.Graph;

namespace Kotwal.Watch.Map;

/// <summary>
/// What the map draws of the present graph, drawn anew when the graph has changed. Safe for many threads.
/// </summary>
internal sealed class PresentCity(CityGraph graph, CityPlan files)
{
    private readonly Lock gate = new();
    private Drawn? last;

    /// <summary>The maps and the places of alerts, of one and the same graph.</summary>
    public (MapsInReach Maps, AlertWards Wards) Draw()
    {
        var now = graph.Current;
        lock (gate)
        {
            if (last is null || last.Graph != now)
            {
                var plan = GraphPlan.Of(now, files);
                last = new(now, new MapsInReach(new CityMap(plan)), new AlertWards(now, plan));
            }

            return (last.Maps, last.Wards);
        }
    }

    private sealed record Drawn(GraphSnapshot Graph, MapsInReach Maps, AlertWards Wards);
}
