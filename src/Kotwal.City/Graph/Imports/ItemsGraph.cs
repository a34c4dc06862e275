using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph.Imports;

/// <summary>Makes a graph of one inventory without recording it: for previews, samples and tests.</summary>
public static class ItemsGraph
{
    /// <summary>The graph of a city of which only these items are known.</summary>
    public static GraphSnapshot Of(IEnumerable<InventoryItem> items, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var plan = new ImportPlanner(GraphSnapshot.Empty, new(FactSources.Files, now, Reach.WholeCity), clock).Plan(items);
        var keys = new FactKeys();
        var rows = plan.Facts.Select((fact, index) => RowOf(keys, index + 1, fact)).ToList();
        var names = new FactNames(keys.Nodes(), keys.Words(), [new(1, FactTime.ToMicroseconds(now), FactSources.Files, rows.Count)]);
        var fold = new NodeFold(names, FactTime.ToMicroseconds(now));
        var nodes = new NodeFacts?[names.Nodes.Length];
        foreach (var subject in rows.GroupBy(row => row.Subject))
        {
            nodes[subject.Key - 1] = fold.Fold(subject.Key - 1, [.. subject]);
        }

        return new(new(names, nodes, FactTime.ToMicroseconds(now)), fold.NextChange);
    }

    private static FactRow RowOf(FactKeys keys, long number, Fact fact)
    {
        var target = FactWords.PointsAtNode(fact.Predicate) && NodeId.TryParse(fact.Value, out var id) ? KeyOf(keys, id) : 0;
        var predicate = keys.TryGetWord(fact.Predicate, out var known) ? known : keys.Add(fact.Predicate);
        return new(
            number, KeyOf(keys, fact.Subject), predicate, target > 0 ? null : fact.Value, target, FactTime.ToMicroseconds(fact.EffectiveAt), fact.IsEnd);
    }

    private static int KeyOf(FactKeys keys, NodeId id) => keys.TryGetNode(id, out var key) ? key : keys.Add(id);
}
