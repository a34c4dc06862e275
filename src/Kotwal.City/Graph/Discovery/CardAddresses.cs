using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph.Discovery;

/// <summary>
/// The addresses of one network card over time, as far as they were heard: each lasts until the card is given another one of its
/// family. Takes what was given in any order, so that records that come late find their place. For one card and one thread.
/// </summary>
internal sealed class CardAddresses
{
    private readonly NodeId node;
    private readonly List<Interval> heard;
    private readonly List<NodeMark> stated;

    /// <param name="node">The node that has the card.</param>
    /// <param name="known">Addresses of the family that the node has or had, and which of its parts has them.</param>
    public CardAddresses(NodeId node, IEnumerable<(NodeId Part, NodeMark Mark)> known)
    {
        this.node = node;
        var sources = known.ToLookup(said => said.Mark.Source == FactSources.Heard);
        heard = [.. sources[true].Select(said => new Interval(said.Part, said.Mark.Value, said.Mark.Since, said.Mark.Until))];
        stated = [.. sources[false].Select(said => said.Mark)];
    }

    /// <summary>True when the card has the address at the time and no other one that was heard.</summary>
    public bool Knows(string address, DateTimeOffset at)
    {
        var held = heard.Find(interval => interval.Holds(at));
        return held is null ? IsStated(address, at) : held.Address == address;
    }

    /// <summary>Takes what the card was given at a time: what was heard before is over, what inventories say is theirs.</summary>
    public void Take(string address, DateTimeOffset at)
    {
        heard.FindAll(interval => interval.Holds(at)).ForEach(interval => interval.Until = at);
        if (!IsStated(address, at))
        {
            var next = heard.Where(interval => interval.From > at).MinBy(interval => interval.From);
            heard.Add(new(node, address, at, next is null || next.Address == address ? null : next.From) { IsNew = true });
        }
    }

    /// <summary>What is to be recorded.</summary>
    public IEnumerable<Fact> Facts()
    {
        var predicate = FactWords.Identifier(InventoryIdentifiers.Address);
        foreach (var interval in heard.Where(interval => !interval.IsNew || interval.Until != interval.From).OrderBy(interval => interval.From))
        {
            if (interval.IsNew)
            {
                yield return new(interval.Part, predicate, interval.Address, interval.From);
            }

            if (interval.Until is { } until && (interval.IsNew || until != interval.KnownUntil))
            {
                yield return new(interval.Part, predicate, interval.Address, until, IsEnd: true);
            }
        }
    }

    private bool IsStated(string address, DateTimeOffset at) => stated.Exists(mark => mark.Value == address && mark.HoldsAt(at));

    private sealed class Interval(NodeId part, string address, DateTimeOffset from, DateTimeOffset? knownUntil)
    {
        public NodeId Part => part;

        public string Address => address;

        public DateTimeOffset From => from;

        public DateTimeOffset? KnownUntil { get; } = knownUntil;

        public DateTimeOffset? Until { get; set; } = knownUntil;

        public bool IsNew { get; init; }

        public bool Holds(DateTimeOffset at) => from <= at && (Until is null || at < Until);
    }
}
