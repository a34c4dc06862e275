using Kotwal.City.Facts;
using Kotwal.Events;
using Kotwal.Inventory;

namespace Kotwal.City.Graph;

/// <summary>What events are told of a node: made when an event first asks for it, and kept as long as its snapshot. Immutable.</summary>
internal sealed class PlaceText
{
    private PlaceText(GraphNode node)
    {
        var isZone = node.Kind == InventoryKinds.Zone;
        Zone = Label(node.Zone);
        Node = isZone ? null : node.Name;
        NodeId = isZone ? null : node.Id.ToString();
        Type = node.Attribute(InventoryAttributes.Type);
        Ward = Label(node.Ward);
        Site = Label(node.Site);
        Service = Label(node.Service);
        Criticality = isZone ? null : node.Criticality;
        IsStaged = node.State == NodeStates.Staged;
        Owner = node.Owner is { } owner ? Label(owner) : null;
    }

    /// <summary>True when the node was only heard of, so that its evidence still grows.</summary>
    public bool IsStaged { get; }

    public string? Node { get; }

    public string? NodeId { get; }

    public string? Type { get; }

    public string? Zone { get; }

    public string? Ward { get; }

    public string? Site { get; }

    public string? Service { get; }

    public string? Criticality { get; }

    public string? Owner { get; }

    /// <summary>The text of the node at a place; null for -1.</summary>
    public static PlaceText? Of(GraphSnapshot graph, int place) =>
        place < 0 ? null : graph.Texts[place] ??= new PlaceText(new GraphNode(graph, place));

    private static string? Label(GraphNode? node) => node is null ? null : node.ShortId ?? node.Name;
}

/// <summary>The fields that describe one place, under a common prefix.</summary>
internal sealed class PlaceFields(string prefix)
{
    private readonly Field node = Field.Of(prefix + "node");
    private readonly Field nodeId = Field.Of(prefix + "node_id");
    private readonly Field type = Field.Of(prefix + "asset_type");
    private readonly Field zone = Field.Of(prefix + "zone");
    private readonly Field ward = Field.Of(prefix + "ward");
    private readonly Field site = Field.Of(prefix + "site");
    private readonly Field service = Field.Of(prefix + "service");
    private readonly Field criticality = Field.Of(prefix + "criticality");
    private readonly Field owner = Field.Of(prefix + "owner");

    public void Add(EventBatch batch, PlaceText? place)
    {
        if (place is null)
        {
            return;
        }

        AddKnown(batch, zone, place.Zone);
        AddKnown(batch, node, place.Node);
        AddKnown(batch, nodeId, place.NodeId);
        AddKnown(batch, type, place.Type);
        AddKnown(batch, ward, place.Ward);
        AddKnown(batch, site, place.Site);
        AddKnown(batch, service, place.Service);
        AddKnown(batch, criticality, place.Criticality);
        AddKnown(batch, owner, place.Owner);
    }

    private static void AddKnown(EventBatch batch, Field field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            batch.Add(field, value);
        }
    }
}
