using System.Globalization;
using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph.Discovery;

/// <summary>
/// Turns what was heard into facts of the source <c>heard</c>: strangers become staged nodes with their evidence; who was given an
/// address has it from then on. Says nothing about what inventories state. Used once, by one thread.
/// </summary>
internal sealed class DiscoveryPlan(GraphSnapshot graph, TimeProvider clock, int room, TimeSpan evidenceAge, CardMoves moves)
{
    private readonly List<Fact> facts = [];
    private readonly Dictionary<Voice, NodeId> fresh = [];
    private readonly DateTimeOffset now = clock.GetUtcNow();

    public IReadOnlyList<Fact> Facts => facts;

    /// <summary>Nodes that the plan stages.</summary>
    public int Staged { get; private set; }

    /// <summary>Strangers for which there was no room.</summary>
    public int Dropped { get; private set; }

    /// <summary>Evidence of nodes that wait already and were recorded not long ago.</summary>
    public List<Sighting> Kept { get; } = [];

    public void Take(Sighting sighting)
    {
        var present = FactTime.ToMicroseconds(now);
        var place = sighting.Voice.IsMac
            ? graph.Book.FindMac((ulong)sighting.Voice.Value, present)
            : graph.Book.FindAddress(sighting.Voice.Value, present);
        if (place >= 0)
        {
            Renew(new GraphNode(graph, place), sighting);
        }
        else if (Stage(sighting.Voice, Past(sighting.First.ToDateTimeOffset())) is { } node)
        {
            AddEvidence(node, sighting, sighting.Count, Past(sighting.First.ToDateTimeOffset()));
        }
    }

    /// <summary>Takes which card was given which address, in any order.</summary>
    public void Take(IEnumerable<Binding> bindings)
    {
        foreach (var card in bindings.GroupBy(binding => binding.Mac))
        {
            var given = card.Select(binding => binding with { At = Past(binding.At) })
                .OrderBy(binding => binding.At).ThenBy(binding => binding.Address).ToList();
            var place = graph.Book.FindMac(card.Key, FactTime.ToMicroseconds(now));
            if ((place >= 0 ? graph.NodeAt(place).Id : Stage(new Voice(card.Key, IsMac: true), given[0].At)) is not { } node)
            {
                continue;
            }

            // Cards have addresses of both families at once.
            foreach (var family in given.GroupBy(binding => AddressSpaces.IsIPv4(binding.Address)))
            {
                Take(card.Key, place < 0 ? [] : graph.NodeAt(place).MarksByPart, node, family);
            }
        }
    }

    private void Take(ulong card, IEnumerable<(NodeId Part, NodeMark Mark)> known, NodeId node, IGrouping<bool, Binding> given)
    {
        var addresses = new CardAddresses(
            node, known.Where(said => said.Mark.Kind == InventoryIdentifiers.Address && said.Mark.Value.Contains(':') != given.Key));
        foreach (var binding in given)
        {
            var address = TextOf(new(binding.Address, IsMac: false));
            if (!addresses.Knows(address, binding.At) && moves.TryCount(card))
            {
                addresses.Take(address, binding.At);
            }
        }

        facts.AddRange(addresses.Facts());
    }

    private void Renew(GraphNode node, Sighting sighting)
    {
        if (node.State != NodeStates.Staged)
        {
            return;
        }

        var last = ReadTime(node.Attribute(HeardWords.Last));
        if (Past(sighting.Last.ToDateTimeOffset()) - last < evidenceAge)
        {
            Kept.Add(sighting);
            return;
        }

        var before = long.TryParse(node.Attribute(HeardWords.Count), CultureInfo.InvariantCulture, out var count) ? count : 0;
        AddEvidence(node.Id, sighting, before + sighting.Count, ReadTime(node.Attribute(HeardWords.First)));
    }

    private NodeId? Stage(Voice voice, DateTimeOffset at)
    {
        if (fresh.TryGetValue(voice, out var known))
        {
            return known;
        }

        if (Staged >= room)
        {
            Dropped++;
            return null;
        }

        Staged++;
        var node = fresh[voice] = NodeId.New(clock);
        facts.Add(new(node, FactWords.Kind, InventoryKinds.Asset, at));
        facts.Add(new(node, FactWords.State, NodeStates.Staged, at));
        facts.Add(new(node, FactWords.Identifier(voice.IsMac ? InventoryIdentifiers.Mac : InventoryIdentifiers.Address), TextOf(voice), at));
        return node;
    }

    // A sender's clock may run ahead; what it tells holds from now on at the latest, or it would be found anew again and again.
    private DateTimeOffset Past(DateTimeOffset at) => at < now ? at : now;

    private void AddEvidence(NodeId node, Sighting sighting, long count, DateTimeOffset first)
    {
        Add(HeardWords.First, WriteTime(first));
        Add(HeardWords.Last, WriteTime(Past(sighting.Last.ToDateTimeOffset())));
        Add(HeardWords.Count, count.ToString(CultureInfo.InvariantCulture));
        Add(HeardWords.Sources, string.Join(' ', sighting.Sources));
        Add(HeardWords.Events, string.Join(' ', sighting.Events));

        void Add(string word, string value) => facts.Add(new(node, word, value, now));
    }

    private static string TextOf(Voice voice) => voice.IsMac ? MacText.Write((ulong)voice.Value) : Addresses.Write(voice.Value);

    private static string WriteTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset ReadTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : DateTimeOffset.UnixEpoch;
}

/// <summary>Attributes that hold the evidence of a node that was heard.</summary>
public static class HeardWords
{
    /// <summary>What stands before all of them; nobody else says anything under it.</summary>
    public const string Prefix = "heard.";

    /// <summary>When it was first heard, RFC 3339.</summary>
    public const string First = "heard.first";

    /// <summary>When it was last heard, as far as recorded; renewed once a day.</summary>
    public const string Last = "heard.last";

    /// <summary>In how many events.</summary>
    public const string Count = "heard.count";

    /// <summary>Sources that told of it, at most four, parted by spaces.</summary>
    public const string Sources = "heard.sources";

    /// <summary>Ids of events in which it was heard, at most four, parted by spaces.</summary>
    public const string Events = "heard.events";
}
