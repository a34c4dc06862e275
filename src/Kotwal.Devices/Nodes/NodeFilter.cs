using Kotwal.City.Access;
using Kotwal.City.Graph;
using Kotwal.Inventory;

namespace Kotwal.Devices.Nodes;

/// <summary>Which nodes a list shows; what is empty or null does not narrow it.</summary>
internal sealed record NodeFilter
{
    /// <summary>A part of the name, of the short id or of any mark.</summary>
    public string? Text { get; init; }

    public string? Kind { get; init; }

    public string? Type { get; init; }

    /// <summary>Short id, name or id of a zone; so of the other places.</summary>
    public string? Zone { get; init; }

    public string? Ward { get; init; }

    public string? Service { get; init; }

    public string? Owner { get; init; }

    public string? State { get; init; }

    /// <summary>The one that is worked out, not only the node's own.</summary>
    public string? Criticality { get; init; }

    /// <summary>True when it narrows nothing.</summary>
    public bool IsEmpty => this == new NodeFilter();

    /// <summary>The nodes of a graph that are meant; those that fit the text best first, else in the order in which they became known.</summary>
    public IEnumerable<GraphNode> Find(GraphSnapshot graph, Reach reach)
    {
        var kind = Some(Kind);
        if (kind is not null && !InventoryKinds.All.Contains(kind))
        {
            return [];
        }

        var nodes = Some(Text) is { } text ? graph.Search(text, reach, int.MaxValue, kind) : graph.Nodes(reach, kind);
        return nodes.Where(Fits);
    }

    private bool Fits(GraphNode node) =>
        (Some(State) is not { } state || node.State == state)
        && (Some(Type) is not { } type || node.Attribute(InventoryAttributes.Type) == type)
        && (Some(Criticality) is not { } level || node.Criticality == level)
        && Is(node.Zone, Zone)
        && Is(node.Ward, Ward)
        && Is(node.Owner, Owner)
        && (Some(Service) is not { } service || Is(node.Service, service) || node.Services.Any(other => Is(other, service)));

    private static bool Is(GraphNode? node, string? wanted) =>
        Some(wanted) is not { } text || (node is not null && (node.ShortId == text || node.Name == text || node.Id.ToString() == text));

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
