using System.Globalization;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;

namespace Kotwal.Devices.Nodes;

/// <summary>Answers questions about nodes, for pages and for the API alike. Safe for many threads.</summary>
internal sealed class NodeReader(PastGraphs graphs, FactLedger ledger)
{
    /// <summary>Most nodes of one page.</summary>
    public const int MaxRows = 200;

    /// <summary>Most facts of one answer.</summary>
    public const int MaxFacts = 1_000;

    /// <summary>The present graph, or the one of a date.</summary>
    public Task<GraphSnapshot> GraphAsync(DateTimeOffset? knownOn, CancellationToken cancel) => graphs.AtAsync(knownOn, cancel);

    /// <summary>One page of the nodes that the filter lets through.</summary>
    /// <param name="graph">The graph that is asked.</param>
    /// <param name="filter">Which nodes.</param>
    /// <param name="reach">Of who asks.</param>
    /// <param name="after">The <see cref="NodeRows.Next"/> of the page before; null for the first.</param>
    /// <param name="rows">Most rows; brought between 1 and <see cref="MaxRows"/>.</param>
    /// <returns>The page; null when <paramref name="after"/> is no end of a page.</returns>
    public static NodeRows? List(GraphSnapshot graph, NodeFilter filter, Reach reach, string? after, int rows)
    {
        if (!TryReadPlace(after, out var place))
        {
            return null;
        }

        // With words the order is how well they fit, and places count the nodes that fit; without, it is the order of the ledger.
        var isSearch = !string.IsNullOrWhiteSpace(filter.Text);
        rows = Math.Clamp(rows, 1, MaxRows);
        var shown = new List<GraphNode>(rows);
        var (total, last, isMore) = (0, 0, false);
        foreach (var node in filter.Find(graph, reach))
        {
            var at = isSearch ? total : node.Order;
            total++;
            if (at > place && shown.Count < rows)
            {
                shown.Add(node);
                last = at;
            }
            else if (at > place)
            {
                isMore = true;
            }
        }

        return new(shown, total, isMore ? last.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>What was said of a node, the newest first, and how much of it points at nodes out of reach and is left out.</summary>
    public async Task<NodeHistory> HistoryAsync(GraphSnapshot graph, GraphNode node, Reach reach, int count, CancellationToken cancel)
    {
        var facts = new List<RecordedFact>();
        foreach (var id in node.Ids)
        {
            facts.AddRange(await ledger.HistoryAsync(id, graph.Recording, Math.Clamp(count, 1, MaxFacts), cancel));
        }

        var newest = facts.OrderByDescending(fact => fact.Recording.Number).Take(count).ToList();
        var seen = newest.Where(fact => IsSeen(graph, node, fact, reach)).ToList();
        return new(seen, newest.Count - seen.Count);
    }

    private static bool IsSeen(GraphSnapshot graph, GraphNode node, RecordedFact said, Reach reach) =>
        reach.IsWholeCity
        || !FactWords.PointsAtNode(said.Fact.Predicate)
        || (NodeId.TryParse(said.Fact.Value, out var target) && (node.Ids.Contains(target) || graph.Find(target, reach) is not null));

    private static bool TryReadPlace(string? after, out int place)
    {
        place = -1;
        return after is null || int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out place);
    }
}

/// <summary>One page of a list of nodes.</summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="Total">How many the filter lets through.</param>
/// <param name="Next">What the next page begins after; null on the last one.</param>
public sealed record NodeRows(IReadOnlyList<GraphNode> Nodes, int Total, string? Next);

/// <summary>What was said of a node.</summary>
/// <param name="Facts">The newest first.</param>
/// <param name="Hidden">Facts that point at nodes out of reach.</param>
public sealed record NodeHistory(IReadOnlyList<RecordedFact> Facts, int Hidden);
