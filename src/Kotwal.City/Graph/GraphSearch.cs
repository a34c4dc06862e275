using Kotwal.City.Access;
using Kotwal.Inventory;

namespace Kotwal.City.Graph;

/// <summary>Looks through names and marks of all nodes; a quarter of a million take some hundredths of a second.</summary>
internal static class GraphSearch
{
    private enum Fit
    {
        None,
        Contains,
        StartsWith,
        Equals,
    }

    public static IReadOnlyList<GraphNode> Run(GraphSnapshot snapshot, string text, Reach reach, int count, string? kind)
    {
        var frame = snapshot.Frame;
        var isReached = snapshot.Scopes.Filter(reach);
        var searched = frame.Names.Words.Index()
            .Where(word => word.Item is InventoryAttributes.Name or InventoryAttributes.NameHindi or InventoryAttributes.Type or InventoryAttributes.Vendor
                or InventoryAttributes.Model)
            .Select(word => word.Index + 1).ToHashSet();
        return
        [
            .. (kind is null ? snapshot.LivePlaces() : frame.OfKind(kind))
                .Where(isReached)
                .Select(place => (Place: place, Fit: FitOf(frame, frame.Live[place]!, text, searched)))
                .Where(found => found.Fit != Fit.None)
                .OrderByDescending(found => found.Fit).ThenBy(found => found.Place)
                .Take(count)
                .Select(found => new GraphNode(snapshot, found.Place)),
        ];
    }

    private static Fit FitOf(GraphFrame frame, NodeFacts node, string text, HashSet<int> searched)
    {
        var best = Fit.None;
        foreach (var statement in node.Attributes)
        {
            best = searched.Contains(statement.Predicate) && FitOf(statement.Value, text) is var fit && fit > best ? fit : best;
        }

        foreach (var mark in node.Identifiers)
        {
            if (mark.HoldsAt(frame.AsOf) && mark.Predicate != frame.ItemKey)
            {
                best = FitOf(mark.Value, text) is var fit && fit > best ? fit : best;
            }
        }

        return best;
    }

    private static Fit FitOf(string value, string text) => value.IndexOf(text, StringComparison.OrdinalIgnoreCase) switch
    {
        < 0 => Fit.None,
        0 => value.Length == text.Length ? Fit.Equals : Fit.StartsWith,
        var at => at + text.Length == value.Length && value[at - 1] == '/' ? Fit.Equals : Fit.Contains,
    };
}
