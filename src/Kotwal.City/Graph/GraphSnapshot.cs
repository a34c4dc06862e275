using System.Diagnostics.CodeAnalysis;
using System.Net;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph;

/// <summary>
/// The city's graph as it stands at one moment, by what was recorded until one recording. Immutable; safe for many threads. Every
/// question takes the reach of who asks, and answers as though the rest did not exist.
/// </summary>
public sealed class GraphSnapshot
{
    private readonly GraphMarks marks;
    private readonly Lazy<Dictionary<Guid, int>> places;
    private readonly Lazy<AddressBook> book;

    internal GraphSnapshot(GraphFrame frame, long nextChange)
    {
        Frame = frame;
        NextChange = nextChange;
        Places = new GraphPlaces(frame);
        Criticality = new GraphCriticality(frame);
        Scopes = new GraphScopes(frame, Places);
        marks = new GraphMarks(frame);
        places = new(() => frame.Names.Nodes.Index().ToDictionary(pair => pair.Item, pair => pair.Index));
        book = new(() => new AddressBook(frame, Places));
        Texts = new PlaceText?[frame.Live.Length];
        Count = frame.Live.Count(node => node is not null);
    }

    /// <summary>The graph of a city of which nothing is known.</summary>
    public static GraphSnapshot Empty { get; } = new(new GraphFrame(new([], [], []), [], 0), long.MaxValue);

    /// <summary>Number of the last recording that is in it; 0 for none.</summary>
    public long Recording => Frame.Names.Recordings is [.., var last] ? last.Number : 0;

    /// <summary>The moment whose state it shows.</summary>
    public DateTimeOffset AsOf => FactTime.FromMicroseconds(Frame.AsOf);

    /// <summary>Number of nodes.</summary>
    public int Count { get; }

    /// <summary>Number of relations that hold.</summary>
    public int RelationCount => Frame.Arrows.Count;

    internal GraphFrame Frame { get; }

    internal GraphPlaces Places { get; }

    internal GraphCriticality Criticality { get; }

    internal GraphScopes Scopes { get; }

    internal long NextChange { get; }

    /// <summary>Who had which address when.</summary>
    internal AddressBook Book => book.Value;

    /// <summary>What events are told of nodes, as far as one has asked.</summary>
    internal PlaceText?[] Texts { get; }

    /// <summary>The node of that id. The id of one that was merged leads to the node that goes on.</summary>
    public GraphNode? Find(NodeId id, Reach reach) => TryGetPlace(id, out var place) ? Reached(Frame.Merges.SurvivorOf(place), reach) : null;

    /// <summary>The node of a short id: <c>Find("zone", "scada", …)</c> finds <c>kotwal/zone/scada</c>.</summary>
    public GraphNode? Find(string kind, string shortId, Reach reach) => FindAll(ShortIds.Of(kind, shortId), reach) is [var found, ..] ? found : null;

    /// <summary>The nodes that bear a mark now. Mostly one; several when the inventories have not been tidied.</summary>
    public IReadOnlyList<GraphNode> FindAll(InventoryIdentifier mark, Reach reach) =>
        [.. FindBeforeMerges(mark).Select(Frame.Merges.SurvivorOf).Distinct().Select(place => Reached(place, reach)).OfType<GraphNode>()];

    /// <summary>The node of a host name or a name, in any case; null when there is none.</summary>
    public GraphNode? FindHost(string name, Reach reach) => Book.FindHost(name) is var place and >= 0 ? Reached(place, reach) : null;

    /// <summary>The node that had the address at a time; null when there is none, or when the text is no address.</summary>
    public GraphNode? FindAddress(string address, DateTimeOffset time, Reach reach) =>
        IPAddress.TryParse(address, out var parsed) && Book.FindAddress(Addresses.Of(parsed), FactTime.ToMicroseconds(time)) is var place and >= 0
            ? Reached(place, reach)
            : null;

    /// <summary>The zone with the longest prefix that holds the address; null when there is none, or when the text is no address.</summary>
    public GraphNode? FindZone(string address, Reach reach) =>
        IPAddress.TryParse(address, out var parsed) && Book.FindZone(Addresses.Of(parsed)) is var place and >= 0 ? Reached(place, reach) : null;

    /// <summary>All nodes, or those of one kind, in the order in which they became known.</summary>
    public IEnumerable<GraphNode> Nodes(Reach reach, string? kind = null)
    {
        var isReached = Scopes.Filter(reach);
        return (kind is null ? LivePlaces() : Frame.OfKind(kind)).Where(isReached).Select(place => new GraphNode(this, place));
    }

    /// <summary>
    /// Nodes whose name, short id or any mark contains the text, in any case: those first that are called so, then those whose name
    /// starts so.
    /// </summary>
    /// <param name="text">What to look for; spaces around it do not count.</param>
    /// <param name="reach">Of who asks.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="kind">Only nodes of that kind; null for all.</param>
    public IReadOnlyList<GraphNode> Search(string text, Reach reach, int count, string? kind = null) =>
        text.Trim() is { Length: > 0 } wanted ? GraphSearch.Run(this, wanted, reach, count, kind) : [.. Nodes(reach, kind).Take(count)];

    /// <summary>What fails when a node fails, or what it needs to work.</summary>
    public GraphImpact ImpactOf(GraphNode node, ImpactDirection direction, Reach reach, int maxNodes = GraphImpact.DefaultNodes) =>
        GraphImpact.Of(this, node.Place, direction, reach, maxNodes);

    /// <summary>Merges that were proposed and that no person has decided on.</summary>
    public IReadOnlyList<MergeProposal> Proposals(Reach reach) => MergeProposal.Of(this, reach);

    /// <summary>Nodes as which others go on: those with several <see cref="GraphNode.Ids"/>.</summary>
    public IEnumerable<GraphNode> Merged(Reach reach) => Frame.Merges.Survivors.Order().Select(place => Reached(place, reach)).OfType<GraphNode>();

    /// <summary>Places of the nodes that bear a mark now, each as it was before merges.</summary>
    internal IReadOnlyList<int> FindBeforeMerges(InventoryIdentifier mark) => marks.Find(mark.Kind, mark.Value);

    internal NodeId IdOf(int place) => new(Frame.Names.Nodes[place]);

    /// <summary>Whether an attribute may be said under that name: it is known, or there is room for one more.</summary>
    public bool TakesName(string name) => Frame.KeyOf(name) != 0 || Frame.Names.Words.Length < FactKeys.MaxImportedWords;

    internal bool TryGetPlace(NodeId id, out int place) => places.Value.TryGetValue(id.Value, out place);

    [return: NotNullIfNotNull(nameof(place))]
    internal GraphNode? NodeAt(int? place) => place is { } known ? new GraphNode(this, known) : null;

    internal GraphNode? Reached(int place, Reach reach) =>
        Frame.Live[place] is not null && (reach.IsWholeCity || reach.Covers(Scopes.Of(place))) ? new GraphNode(this, place) : null;

    internal IEnumerable<int> LivePlaces() => Frame.Live.OfType<NodeFacts>().Select(node => node.Index);
}
