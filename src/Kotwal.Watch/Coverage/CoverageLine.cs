using Kotwal.City.Access;
using Kotwal.City.Graph;
using Kotwal.Lake.Coverage;

namespace Kotwal.Watch.Coverage;

/// <summary>A system and a class of logs, and on which days some came.</summary>
/// <param name="Node">The system in the present graph; null when the graph does not know it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Class">Class of the logs; empty for a system that never sent one.</param>
/// <param name="IsAudit">True for what people did with this program.</param>
/// <param name="Days">The days.</param>
public sealed record CoverageLine(GraphNode? Node, string Name, string Class, bool IsAudit, DaySet Days)
{
    /// <summary>0 to 4; asked for often, so it is kept.</summary>
    public int Criticality { get; } = CriticalityWords.Parse(Node?.Criticality);

    /// <summary>Whether somebody may see it. What the graph does not know stands in no part.</summary>
    public bool IsReached(Reach reach) =>
        (reach.SeesAudit || !IsAudit) && (reach.IsWholeCity || (Node is not null && reach.Covers(Node.ScopeKeys)));
}
