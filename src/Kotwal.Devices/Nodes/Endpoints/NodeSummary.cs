using Kotwal.City.Graph;
using Kotwal.Inventory;

namespace Kotwal.Devices.Nodes.Endpoints;

/// <summary>A node in a list of the API.</summary>
// Id: its id, which never changes.
// ShortId: the id that events carry; null for none.
// Criticality: worked out: its own, or the higher one of what cannot work without it.
internal sealed record NodeSummary(
    Guid Id, string Kind, string? Type, string Name, string? ShortId, string State, string? Criticality, string? Address,
    PlaceResponse? Zone, PlaceResponse? Ward, PlaceResponse? Service, PlaceResponse? Owner)
{
    public static NodeSummary Of(GraphNode node) => new(
        node.Id.Value, node.Kind, node.Attribute(InventoryAttributes.Type), node.Name, node.ShortId, node.State, node.Criticality,
        node.Identifiers.FirstOrDefault(mark => mark.Kind == InventoryIdentifiers.Address)?.Value,
        PlaceResponse.Of(node.Zone), PlaceResponse.Of(node.Ward), PlaceResponse.Of(node.Service), PlaceResponse.Of(node.Owner));
}

/// <summary>Where a node stands, what it works for, or who answers for it, as events name it.</summary>
internal sealed record PlaceResponse(string? Id, string Name)
{
    public static PlaceResponse? Of(GraphNode? node) => node is null ? null : new(node.ShortId, node.Name);
}

/// <summary>Another node, in few words.</summary>
internal sealed record NodeReference(Guid Id, string Kind, string Name, string? ShortId)
{
    public static NodeReference Of(GraphNode node) => new(node.Id.Value, node.Kind, node.Name, node.ShortId);
}
