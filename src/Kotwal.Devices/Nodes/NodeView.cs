using Kotwal.City.Access;
using Kotwal.City.Graph;

namespace Kotwal.Devices.Nodes;

/// <summary>A node and what stands around it, as far as the one who asks may see it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Out">Relations from it that hold now; at most <see cref="MaxRelations"/>.</param>
/// <param name="In">Relations to it that hold now; at most so many that there are no more than that together.</param>
/// <param name="RelationCount">How many there are, both ways, to and from nodes in reach.</param>
/// <param name="HiddenRelations">How many more relations there are to and from nodes out of reach.</param>
/// <param name="Because">Why it is that critical: the way from it to the node whose own criticality counts, as far as it is in reach.</param>
/// <param name="IsBecauseHidden">True when the way leads out of reach.</param>
public sealed record NodeView(
    GraphNode Node,
    IReadOnlyList<GraphRelation> Out,
    IReadOnlyList<GraphRelation> In,
    int RelationCount,
    int HiddenRelations,
    IReadOnlyList<GraphNode> Because,
    bool IsBecauseHidden)
{
    /// <summary>Most relations that are shown: whatever stands in a city's data centre would fill a page without end.</summary>
    public const int MaxRelations = 1_000;

    private Func<GraphNode, bool> isSeen = _ => false;

    /// <summary>Relations of which it has one and sources name different targets.</summary>
    public IReadOnlyList<GraphRelation> PlaceConflicts { get; private init; } = [];

    /// <summary>True when the one who looks may see the node too.</summary>
    public bool IsSeen(GraphNode? other) => other is not null && isSeen(other);

    internal static NodeView Of(GraphSnapshot graph, GraphNode node, Reach reach)
    {
        var to = node.Out(reach, MaxRelations);
        var from = node.In(reach, MaxRelations - to.Count);
        var count = node.CountRelations(reach);
        var hidden = reach.IsWholeCity ? 0 : node.CountRelations(Reach.WholeCity) - count;
        var way = node.CriticalityWay;
        var seen = way.TakeWhile(step => graph.Find(step.Id, reach) is not null).ToList();
        return new(node, to, from, count, hidden, seen, seen.Count < way.Count)
        {
            isSeen = other => graph.Find(other.Id, reach) is not null,
            PlaceConflicts = node.PlaceConflicts(reach),
        };
    }
}
