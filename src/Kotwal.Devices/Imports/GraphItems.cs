using Kotwal.City.Access;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Discovery;
using Kotwal.Inventory;
using Kotwal.Inventory.Identifiers;

namespace Kotwal.Devices.Imports;

/// <summary>Nodes as an inventory, so that they can be written in its formats: what is believed of them, and what holds now.</summary>
internal static class GraphItems
{
    /// <summary>The nodes one by one; relations only to nodes in reach.</summary>
    public static IEnumerable<InventoryItem> Of(IEnumerable<GraphNode> nodes, Reach reach) => nodes.Select(node => Of(node, reach)).OfType<InventoryItem>();

    private static InventoryItem? Of(GraphNode node, Reach reach)
    {
        var marks = MarksOf(node).ToList();
        return marks.Count == 0 ? null : new InventoryItem
        {
            Kind = node.Kind,
            Identifiers = marks,
            Attributes = [.. node.Attributes.Where(IsSaid).Select(said => KeyValuePair.Create(said.Name, said.Value)).Distinct()],
            Relations = [.. node.Out(reach).Select(RelationOf).OfType<InventoryRelation>().Distinct()],
        };
    }

    // What is only heard, and what the ledger keeps for itself, is no part of an inventory.
    private static bool IsSaid(NodeStatement said) =>
        said.IsBelieved && (InventoryAttributes.All.Contains(said.Name) || (said.Name.Contains('.') && !said.Name.StartsWith(HeardWords.Prefix, StringComparison.Ordinal)));

    private static InventoryRelation? RelationOf(GraphRelation relation) =>
        MarksOf(relation.To).Select(mark => (InventoryIdentifier?)mark).FirstOrDefault() is { } mark ? new(relation.Name, relation.To.Kind, mark) : null;

    private static IEnumerable<InventoryIdentifier> MarksOf(GraphNode node) =>
        node.Identifiers.Select(mark => new InventoryIdentifier(mark.Kind, mark.Value)).Distinct()
            .Where(mark => CanonicalIdentifier.Read(mark.Kind, mark.Value, out _) == mark.Value);
}
