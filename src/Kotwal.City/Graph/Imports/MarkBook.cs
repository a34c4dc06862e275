using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph.Imports;

/// <summary>Who bears which mark: in the graph, and by what a document has said so far. For one thread.</summary>
internal sealed class MarkBook(GraphSnapshot graph)
{
    /// <summary>A mark that more nodes bear tells nothing: the address of every loopback, a maker's default.</summary>
    public const int MaxBearers = 8;

    // By what the mark tells apart: all things for a reference, those of one kind for all others.
    private readonly Dictionary<(InventoryIdentifier Mark, string Among), object> fresh = [];
    private readonly Dictionary<NodeId, (string Kind, IReadOnlyList<InventoryIdentifier> Marks)> brought = [];

    public void Add(NodeId node, string kind, IReadOnlyList<InventoryIdentifier> marks)
    {
        brought[node] = brought.TryGetValue(node, out var before) ? (before.Kind, [.. before.Marks.Union(marks)]) : (kind, marks);
        foreach (var mark in marks)
        {
            var key = KeyOf(mark, brought[node].Kind);

            // Nearly all marks have one bearer, for whom a list would be dear.
            if (!fresh.TryAdd(key, node))
            {
                if (fresh[key] is List<NodeId> several)
                {
                    AddOnce(several, node);
                }
                else if (fresh[key] is NodeId one && one != node)
                {
                    fresh[key] = new List<NodeId> { one, node };
                }
            }
        }
    }

    /// <summary>Nodes that bear the mark, at most one more than <see cref="MaxBearers"/>. A reference is a thing's own whatever it is; all other marks tell apart only things of one kind.</summary>
    public IReadOnlyList<NodeId> Bearers(InventoryIdentifier mark, string kind)
    {
        List<NodeId>? nodes = null;
        foreach (var place in graph.FindBeforeMerges(mark))
        {
            if (mark.Kind == InventoryIdentifiers.Reference || graph.Frame.KindOf(graph.Frame.Merges.SurvivorOf(place)) == kind)
            {
                (nodes ??= []).Add(new(graph.Frame.Names.Nodes[place]));
            }

            if (nodes?.Count > MaxBearers)
            {
                return nodes;
            }
        }

        foreach (var node in fresh.TryGetValue(KeyOf(mark, kind), out var added) ? added as List<NodeId> ?? [(NodeId)added] : [])
        {
            AddOnce(nodes ??= [], node);
        }

        return nodes ?? (IReadOnlyList<NodeId>)[];
    }

    /// <summary>All marks of a node.</summary>
    public IEnumerable<InventoryIdentifier> MarksOf(NodeId node)
    {
        var known = graph.TryGetPlace(node, out var place) ? Known(graph.Frame.Merges.SurvivorOf(place)) : [];
        return known.Concat(brought.TryGetValue(node, out var said) ? said.Marks : []);
    }

    /// <summary>True when they are one node, or were merged.</summary>
    public bool AreSame(NodeId left, NodeId right) =>
        left == right
        || (graph.TryGetPlace(left, out var one) && graph.TryGetPlace(right, out var other)
            && graph.Frame.Merges.SurvivorOf(one) == graph.Frame.Merges.SurvivorOf(other));

    private IEnumerable<InventoryIdentifier> Known(int place)
    {
        foreach (var mark in graph.Frame.Live[place]?.Identifiers ?? [])
        {
            if (mark.HoldsAt(graph.Frame.AsOf))
            {
                yield return new(graph.Frame.WordOf(mark.Predicate)[FactWords.IdentifierPrefix.Length..], mark.Value);
            }
        }
    }

    private static (InventoryIdentifier Mark, string Among) KeyOf(InventoryIdentifier mark, string kind) =>
        (mark, mark.Kind == InventoryIdentifiers.Reference ? "" : kind);

    private static void AddOnce(List<NodeId> nodes, NodeId node)
    {
        if (nodes.Count <= MaxBearers && !nodes.Contains(node))
        {
            nodes.Add(node);
        }
    }
}
