using Kotwal.City.Access;

namespace Kotwal.City.Graph;

/// <summary>Which way to look from a node.</summary>
public enum ImpactDirection
{
    /// <summary>What fails when the node fails.</summary>
    Fails,

    /// <summary>What the node needs to work.</summary>
    Needs,
}

/// <summary>What a failure takes with it, the nearest first.</summary>
/// <param name="Start">The node that is asked about.</param>
/// <param name="Steps">What is concerned, each once, by the shortest way.</param>
/// <param name="IsCut">True when there is more than was asked for.</param>
/// <param name="Hidden">How many more lie outside the reach of who asks.</param>
public sealed record GraphImpact(GraphNode Start, IReadOnlyList<ImpactStep> Steps, bool IsCut, int Hidden)
{
    /// <summary>Most nodes shown unless more are asked for.</summary>
    public const int DefaultNodes = 1_000;

    /// <summary>Most nodes that are looked at.</summary>
    private const int MaxVisited = 100_000;

    /// <summary>The way to a concerned node, from the start to it.</summary>
    public IReadOnlyList<ImpactStep> WayTo(ImpactStep step)
    {
        var byNode = Steps.ToDictionary(known => known.Node.Id);
        var way = new List<ImpactStep> { step };
        while (way[^1].Via is { } via && byNode.TryGetValue(via.Id, out var before))
        {
            way.Add(before);
        }

        way.Reverse();
        return way;
    }

    internal static GraphImpact Of(GraphSnapshot snapshot, int start, ImpactDirection direction, Reach reach, int maxNodes)
    {
        var isReached = snapshot.Scopes.Filter(reach);
        var steps = new List<ImpactStep>();
        var depths = new Dictionary<int, int> { [start] = 0 };
        var next = new Queue<int>([start]);
        var (hidden, isCut) = (0, false);
        while (next.TryDequeue(out var index) && !isCut)
        {
            var found = direction == ImpactDirection.Fails
                ? Dependencies.Needing(snapshot.Frame, index)
                : Dependencies.NeededBy(snapshot.Frame, index);
            foreach (var (node, predicate) in found)
            {
                if (!depths.TryAdd(node, depths[index] + 1))
                {
                    continue;
                }

                next.Enqueue(node);
                isCut |= steps.Count >= maxNodes || depths.Count > MaxVisited;
                if (!isReached(node))
                {
                    hidden++;
                }
                else if (!isCut)
                {
                    var via = index != start && isReached(index) ? snapshot.NodeAt(index) : null;
                    steps.Add(new(snapshot.NodeAt(node), depths[node], via, GraphRelation.NameOf(snapshot.Frame, predicate)));
                }
            }
        }

        return new(snapshot.NodeAt(start), steps, isCut, hidden);
    }
}

/// <summary>One node that is concerned.</summary>
/// <param name="Node">The node.</param>
/// <param name="Depth">Steps from the start, from 1.</param>
/// <param name="Via">The node before it on the way; null for the start itself, or where the asker may not see it.</param>
/// <param name="Relation">The relation to the node before, a word of <see cref="Inventory.InventoryRelations"/>.</param>
public sealed record ImpactStep(GraphNode Node, int Depth, GraphNode? Via, string Relation);
