using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.People;
using Kotwal.Inventory;

namespace Kotwal.City.Graph;

/// <summary>One node of a snapshot: a view, made when it is asked for. Immutable; safe for many threads.</summary>
public sealed class GraphNode : IEquatable<GraphNode>
{
    private readonly GraphSnapshot snapshot;
    private readonly NodeFacts facts;

    internal GraphNode(GraphSnapshot snapshot, int place)
    {
        this.snapshot = snapshot;
        facts = snapshot.Frame.Live[place]!;
    }

    public NodeId Id => new(snapshot.Frame.Names.Nodes[Place]);

    /// <summary>Another word whenever something is said of it anew or ended, merges included; relations that point at it do not count.</summary>
    public string Version => NodeVersion.Of(facts);

    /// <summary>Place in the order in which nodes became known; never changes, so that lists can be continued after it.</summary>
    public int Order => Place;

    /// <summary>One of <see cref="InventoryKinds"/>.</summary>
    public string Kind => snapshot.Frame.KindOf(Place)!;

    /// <summary>What people call it: its name, else its short id, else its strongest mark.</summary>
    public string Name => Attribute(InventoryAttributes.Name) ?? ShortId ?? (Identifiers is [var first, ..] ? first.Value : Id.ToString());

    /// <summary>The id that events carry; null when it has none.</summary>
    public string? ShortId => snapshot.Frame.ShortIdOf(Place);

    /// <summary>One of <see cref="NodeStates"/>. What an inventory or a person states is confirmed by that.</summary>
    public string State => Attribute(FactWords.State) switch
    {
        NodeStates.Staged when Statements(FactWords.Kind).Any(said => said.Source != FactSources.Heard) => NodeStates.Confirmed,
        { } said => said,
        null => NodeStates.Confirmed,
    };

    /// <summary>All ids that lead to it, its own first; more than one after merges.</summary>
    public IReadOnlyList<NodeId> Ids =>
        [.. snapshot.Frame.Merges.PartsOf(Place).Select(place => new NodeId(snapshot.Frame.Names.Nodes[place]))];

    /// <summary>What is said of it, in the order of names; of each name the value that is believed comes first.</summary>
    public IReadOnlyList<NodeStatement> Attributes => [.. facts.Attributes
        .Select(statement => NodeStatement.Of(snapshot.Frame, statement, facts)).OrderBy(said => said.Name, StringComparer.Ordinal)];

    /// <summary>Attributes of which sources say different things. That a node was heard before people knew it is none.</summary>
    public IReadOnlyList<string> Conflicts => [.. facts.Attributes
        .GroupBy(statement => statement.Predicate)
        .Where(said => !FactWords.IsSet(snapshot.Frame.WordOf(said.Key)) && said.Key != snapshot.Frame.State && said.DistinctBy(statement => statement.Value).Skip(1).Any())
        .Select(said => snapshot.Frame.WordOf(said.Key)).Order(StringComparer.Ordinal)];

    /// <summary>The marks by which it is known now, the strongest first.</summary>
    public IReadOnlyList<NodeMark> Identifiers => [.. IdentifierHistory.Where(mark => mark.HoldsAt(snapshot.AsOf))];

    /// <summary>All marks that it ever had, with the times in which they held, the strongest first; of those that are over about the newest 1,024.</summary>
    public IReadOnlyList<NodeMark> IdentifierHistory => NodeMark.Of(snapshot.Frame, facts);

    public GraphNode? Zone => At(snapshot.Places.Zone[Place]);

    public GraphNode? Ward => At(snapshot.Places.Ward[Place]);

    public GraphNode? Site => At(snapshot.Places.Site[Place]);

    /// <summary>The gravest of the services that it works for.</summary>
    public GraphNode? Service => At(snapshot.Places.Service[Place]);

    /// <summary>All services that it works for, the gravest first.</summary>
    public IReadOnlyList<GraphNode> Services => [.. snapshot.Places.ServicesOf(Place).Select(place => new GraphNode(snapshot, place))];

    /// <summary>The organisation or person that answers for it, for its service or for its site.</summary>
    public GraphNode? Owner => At(snapshot.Places.Owner[Place]);

    /// <summary>True for a zone whose strangers are guests, counted by <see cref="GuestTally"/> and not staged.</summary>
    public bool IsForGuests => snapshot.Places.GuestZones.Contains(Place);

    /// <summary>What is said of it: <c>low</c> to <c>critical</c>; null when nothing is.</summary>
    public string? OwnCriticality => CriticalityWords.Write(snapshot.Frame.OwnCriticalityOf(Place));

    /// <summary>Its own criticality, or the higher one of what cannot work without it.</summary>
    public string? Criticality => CriticalityWords.Write(snapshot.Criticality.LevelOf(Place));

    /// <summary>Why it is that critical: the way from it to the node whose own criticality counts. Only itself when it is its own.</summary>
    public IReadOnlyList<GraphNode> CriticalityWay => [.. snapshot.Criticality.WayOf(Place).Select(place => new GraphNode(snapshot, place))];

    /// <summary>The parts of the city that it stands in, for access.</summary>
    public IReadOnlyList<ScopeKey> ScopeKeys => snapshot.Scopes.Of(Place);

    /// <summary>All marks that it ever had, and which of the nodes that it was merged from has them.</summary>
    internal IEnumerable<(NodeId Part, NodeMark Mark)> MarksByPart =>
        from part in snapshot.Frame.Merges.PartsOf(Place)
        let own = snapshot.Frame.Nodes[part]
        where own is not null
        from mark in NodeMark.Of(snapshot.Frame, own)
        select (new NodeId(snapshot.Frame.Names.Nodes[part]), mark);

    internal int Place => facts.Index;

    /// <summary>What is believed of an attribute; null when nothing is said.</summary>
    public string? Attribute(string name) => facts.Find(snapshot.Frame.KeyOf(name))?.Value;

    /// <summary>What each source says of an attribute, the one that is believed first.</summary>
    public IReadOnlyList<NodeStatement> Statements(string name) => [.. facts.Attributes
        .Where(statement => statement.Predicate == snapshot.Frame.KeyOf(name))
        .Select(statement => NodeStatement.Of(snapshot.Frame, statement, facts))];

    /// <summary>
    /// Relations of which a node has one (where it stands, by the kind of place; who answers for it) and sources name different
    /// targets, as far as these are reached: the one that is believed first.
    /// </summary>
    public IReadOnlyList<GraphRelation> PlaceConflicts(Reach reach) => [.. Out(reach)
        .Where(relation => relation.Name is InventoryRelations.LocatedIn or InventoryRelations.OwnedBy)
        .GroupBy(relation => (relation.Name, Kind: relation.Name == InventoryRelations.LocatedIn ? relation.To.Kind : ""))
        .Where(said => said.GroupBy(relation => SourceRanks.VoiceOf(relation.Source), relation => relation.To.Id.Value)
            .DistinctBy(targets => string.Join(' ', targets.Distinct().Order())).Skip(1).Any())
        .SelectMany(said => said)];

    /// <summary>What people say now under a predicate, each word on the part of which it was said: an end of it there takes it back.</summary>
    public IReadOnlyList<Fact> SaidByPeople(string predicate) =>
        [.. snapshot.Frame.Merges.PartsOf(Place).SelectMany(part => PersonWords.Of(snapshot.Frame, part, snapshot.Frame.KeyOf(predicate)))];

    /// <summary>Relations from this node that hold now, to nodes that are reached; at most so many.</summary>
    public IReadOnlyList<GraphRelation> Out(Reach reach, int most = int.MaxValue)
    {
        var isReached = snapshot.Scopes.Filter(reach);
        return GraphRelation.Of(snapshot, snapshot.Frame.Arrows.Out(Place), link => isReached(link.To), most);
    }

    /// <summary>Relations to this node that hold now, from nodes that are reached; at most so many.</summary>
    public IReadOnlyList<GraphRelation> In(Reach reach, int most = int.MaxValue)
    {
        var isReached = snapshot.Scopes.Filter(reach);
        return GraphRelation.Of(snapshot, snapshot.Frame.Arrows.In(Place), link => isReached(link.From), most);
    }

    /// <summary>How many relations from and to this node hold now, with nodes that are reached.</summary>
    public int CountRelations(Reach reach)
    {
        var isReached = snapshot.Scopes.Filter(reach);
        var count = 0;
        foreach (var link in snapshot.Frame.Arrows.Out(Place))
        {
            count += isReached(link.To) ? 1 : 0;
        }

        foreach (var link in snapshot.Frame.Arrows.In(Place))
        {
            count += isReached(link.From) ? 1 : 0;
        }

        return count;
    }

    /// <inheritdoc/>
    public bool Equals(GraphNode? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GraphNode);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";

    private GraphNode? At(int place) => place < 0 ? null : new GraphNode(snapshot, place);
}
