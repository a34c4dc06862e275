using Kotwal.City.Graph;

namespace Kotwal.Devices.Nodes.Endpoints;

/// <summary>One node whole, in an answer of the API.</summary>
internal sealed record NodeResponse(
    Guid Id,
    string Version,
    IReadOnlyList<Guid> Ids,
    string Kind,
    string Name,
    string? ShortId,
    string State,
    CriticalityResponse Criticality,
    PlaceResponse? Zone,
    PlaceResponse? Ward,
    PlaceResponse? Site,
    PlaceResponse? Service,
    IReadOnlyList<PlaceResponse> Services,
    PlaceResponse? Owner,
    IReadOnlyList<string> Scope,
    IReadOnlyList<AttributeResponse> Attributes,
    IReadOnlyList<string> Conflicts,
    IReadOnlyList<MarkResponse> Identifiers,
    IReadOnlyList<RelationResponse> Relations,
    int RelationCount,
    int HiddenRelations,
    int? Guests,
    DateTimeOffset AsOf)
{
    // version: give it back with a change, so that it is refused when somebody else has changed the node meanwhile.
    // relations: at most 1,000, those from the node first; relationCount: how many there are.
    // guests: for a zone of guests, how many spoke there lately; null for all other nodes.
    public static NodeResponse Of(GraphSnapshot graph, NodeView view, GuestTally guests)
    {
        var node = view.Node;
        return new(
            node.Id.Value,
            node.Version,
            [.. node.Ids.Select(id => id.Value)],
            node.Kind,
            node.Name,
            node.ShortId,
            node.State,
            new(node.OwnCriticality, node.Criticality, [.. view.Because.Select(NodeReference.Of)], view.IsBecauseHidden),
            PlaceResponse.Of(node.Zone),
            PlaceResponse.Of(node.Ward),
            PlaceResponse.Of(node.Site),
            PlaceResponse.Of(node.Service),
            [.. node.Services.Select(service => PlaceResponse.Of(service)!)],
            PlaceResponse.Of(node.Owner),
            [.. node.ScopeKeys.Select(key => key.ToString())],
            [.. node.Attributes.Select(said => new AttributeResponse(said.Name, said.Value, said.Source, said.Since, said.RecordedAt, said.IsBelieved))],
            [.. node.Conflicts, .. view.PlaceConflicts.Select(relation => relation.Name).Distinct()],
            [.. node.IdentifierHistory.Select(mark => new MarkResponse(mark.Kind, mark.Value, mark.Source, mark.Since, mark.Until))],
            [
                .. view.Out.Select(to => new RelationResponse(to.Name, "out", NodeReference.Of(to.To), to.Source, to.Since, to.Until)),
                .. view.In.Select(from => new RelationResponse(from.Name, "in", NodeReference.Of(from.From), from.Source, from.Since, from.Until)),
            ],
            view.RelationCount,
            view.HiddenRelations,
            node.IsForGuests ? guests.Count(node.Id) : null,
            graph.AsOf);
    }
}

/// <param name="Own">What is said of the node itself.</param>
/// <param name="Computed">Its own, or the higher one of what cannot work without it.</param>
/// <param name="Because">The way from the node to the one whose own criticality counts.</param>
/// <param name="IsHidden">True when that way leads out of reach; what is in reach of it is shown.</param>
internal sealed record CriticalityResponse(string? Own, string? Computed, IReadOnlyList<NodeReference> Because, bool IsHidden);

// IsBelieved: false when a source of higher rank, or a later word, says something else.
internal sealed record AttributeResponse(string Name, string Value, string Source, DateTimeOffset Since, DateTimeOffset RecordedAt, bool IsBelieved);

// Until: null while it holds.
internal sealed record MarkResponse(string Kind, string Value, string Source, DateTimeOffset Since, DateTimeOffset? Until);

// Direction: out: from the node; in: to the node.
internal sealed record RelationResponse(string Name, string Direction, NodeReference Node, string Source, DateTimeOffset Since, DateTimeOffset? Until);
