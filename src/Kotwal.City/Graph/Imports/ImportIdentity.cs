using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph.Imports;

/// <summary>
/// Says which node an item is, by its marks in the order of their strength, in the graph and among what the document brought so
/// far. Never guesses: where marks disagree the strongest decides and a merge is proposed. For one thread.
/// </summary>
internal sealed class ImportIdentity(GraphSnapshot graph, SourceSayings sayings)
{
    private static readonly string[] ByStrength = [.. InventoryIdentifiers.All];

    private readonly MarkBook book = new(graph);

    /// <summary>Nodes whose references stand in items of others.</summary>
    public HashSet<NodeId> Mentioned { get; } = [];

    /// <summary>
    /// Takes the marks that the document brings for a node, and says which these are: all but references that another node bears,
    /// because a reference has one bearer.
    /// </summary>
    public IReadOnlyList<InventoryIdentifier> Take(NodeId node, InventoryItem item)
    {
        var marks = item.Identifiers;
        if (marks.Any(mark => OthersOf(mark, node).Any()))
        {
            Mentioned.UnionWith(marks.SelectMany(mark => OthersOf(mark, node)));
            marks = [.. marks.Where(mark => !OthersOf(mark, node).Any())];
        }

        book.Add(node, item.Kind, marks);
        return marks;
    }

    /// <summary>The node that the item is; null when it is new.</summary>
    /// <param name="item">The item.</param>
    /// <param name="doubts">Other nodes that it may be as well, with the mark that says so.</param>
    public NodeId? Find(InventoryItem item, out List<(NodeId Other, InventoryIdentifier Mark)> doubts)
    {
        doubts = [];
        if (FindAgain(item) is { } again)
        {
            return again;
        }

        NodeId? found = null;
        for (var strength = 0; strength < ByStrength.Length; strength++)
        {
            foreach (var mark in item.Identifiers)
            {
                if (mark.Kind == ByStrength[strength] && Identifies(item.Kind, mark.Kind)
                    && book.Bearers(mark, item.Kind) is { Count: <= MarkBook.MaxBearers } bearers)
                {
                    foreach (var node in bearers)
                    {
                        Weigh(item, mark, strength, node, ref found, doubts);
                    }
                }
            }
        }

        var same = found;
        doubts.RemoveAll(doubt => same is { } id && book.AreSame(id, doubt.Other));
        return found;
    }

    /// <summary>The node that a relation points at; null when nothing known bears the mark.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="kind">What it should be.</param>
    /// <param name="isPointedAt">Of several nodes the one that the source pointed at before is meant again.</param>
    public NodeId? FindTarget(InventoryIdentifier mark, string kind, Func<NodeId, bool> isPointedAt)
    {
        var bearers = book.Bearers(mark, kind);
        if (bearers.Count == 0)
        {
            return null;
        }

        foreach (var bearer in bearers)
        {
            if (bearers.Count > 1 && isPointedAt(bearer))
            {
                return bearer;
            }
        }

        return bearers[0];
    }

    // What the source has said of an item before is still true of the same node, though more is known of others by now. This makes
    // the same document mean the same when it comes again.
    private NodeId? FindAgain(InventoryItem item)
    {
        var reference = item.Identifiers.FirstOrDefault(mark => mark.Kind == InventoryIdentifiers.Reference);
        var places = graph.FindBeforeMerges(reference.Kind is null ? ItemKeys.Of(sayings.Source, item) : reference);
        foreach (var place in places)
        {
            if (graph.Frame.Nodes[place] is { } node && sayings.SaysAll(node, item.Identifiers, reference))
            {
                return new NodeId(graph.Frame.Names.Nodes[place]);
            }
        }

        return null;
    }

    private void Weigh(
        InventoryItem item, InventoryIdentifier mark, int strength, NodeId node, ref NodeId? found,
        List<(NodeId Other, InventoryIdentifier Mark)> doubts)
    {
        if (found is null && !IsOtherByStrongerMark(item, node, strength))
        {
            found = node;
        }
        else if (found != node && !doubts.Exists(doubt => book.AreSame(doubt.Other, node)) && !IsSurelyOther(item, node))
        {
            doubts.Add((node, mark));
        }
    }

    private IEnumerable<NodeId> OthersOf(InventoryIdentifier mark, NodeId node) =>
        mark.Kind == InventoryIdentifiers.Reference && book.Bearers(mark, "") is var bearers && !bearers.Contains(node) ? bearers : [];

    // Many systems run one product, so what names a product tells only components apart.
    private static bool Identifies(string itemKind, string markKind) =>
        markKind is not (InventoryIdentifiers.PackageUrl or InventoryIdentifiers.Cpe) || itemKind == InventoryKinds.Component;

    private bool IsOtherByStrongerMark(InventoryItem item, NodeId node, int strength) =>
        ByStrength.Take(strength).Any(kind => Identifies(item.Kind, kind) && Differ(item, node, kind));

    // Two records of one inventory, or two serial numbers, are two things, whatever address they share.
    private bool IsSurelyOther(InventoryItem item, NodeId node) =>
        Differ(item, node, InventoryIdentifiers.Reference) || Differ(item, node, InventoryIdentifiers.Serial);

    // True when both have marks of the sort and none is the same. References are compared within the system they come from.
    private bool Differ(InventoryItem item, NodeId node, string kind)
    {
        foreach (var system in item.Identifiers.Where(mark => mark.Kind == kind).GroupBy(mark => SystemOf(mark)))
        {
            var known = book.MarksOf(node).Where(mark => mark.Kind == kind && SystemOf(mark) == system.Key).ToList();
            if (known.Count > 0 && !known.Exists(mark => system.Contains(mark)))
            {
                return true;
            }
        }

        return false;
    }

    private static string SystemOf(InventoryIdentifier mark) =>
        mark.Kind == InventoryIdentifiers.Reference ? mark.Value[..(mark.Value.IndexOf('/') + 1)] : "";
}
