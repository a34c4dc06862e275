using System.Net;
using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph;

/// <summary>
/// Finds what stands behind an address, a MAC address or a host's name, at the time of an event. Immutable; safe for many threads;
/// look-ups allocate nothing.
/// </summary>
internal sealed class AddressBook
{
    private const long Ever = long.MinValue;

    private readonly ZoneTable zones;
    private readonly AddressTable addresses;
    private readonly AddressTable macs;
    private readonly Dictionary<string, int> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byName;

    public AddressBook(GraphFrame frame, GraphPlaces places)
    {
        zones = places.Zones;
        var addressed = new List<Holding>();
        var carded = new List<Holding>();
        var (mac, host) = (frame.KeyOf(FactWords.Identifier(InventoryIdentifiers.Mac)), frame.KeyOf(FactWords.Identifier(InventoryIdentifiers.HostName)));
        var name = frame.KeyOf(InventoryAttributes.Name);
        foreach (var node in frame.Live)
        {
            foreach (var mark in node?.Identifiers ?? [])
            {
                if (mark.Predicate == frame.Address && IPAddress.TryParse(mark.Value, out var address))
                {
                    addressed.Add(new(Addresses.Of(address), node!.Index, WeightOf(frame, node, mark), mark.From, mark.Until));
                }
                else if (mark.Predicate == mac && MacText.TryParse(mark.Value, out var card))
                {
                    carded.Add(new(card, node!.Index, WeightOf(frame, node, mark), mark.From, mark.Until));
                }
                else if (mark.Predicate == host && mark.HoldsAt(frame.AsOf))
                {
                    names.TryAdd(mark.Value, node!.Index);
                }
            }
        }

        foreach (var asset in frame.OfKind(InventoryKinds.Asset))
        {
            if (frame.Live[asset]!.Find(name) is { } called)
            {
                names.TryAdd(called.Value, asset);
            }
        }

        addresses = new AddressTable(addressed);
        macs = new AddressTable(carded);
        byName = names.GetAlternateLookup<ReadOnlySpan<char>>();
        IsEmpty = names.Count == 0 && addressed.Count == 0 && carded.Count == 0 && zones.IsEmpty;
    }

    /// <summary>True when nothing is known and every look-up fails.</summary>
    public bool IsEmpty { get; }

    /// <summary>Place of the node that had the address then; -1 for none.</summary>
    /// <param name="address">The address.</param>
    /// <param name="time">When, in microseconds since 1970.</param>
    public int FindAddress(UInt128 address, long time) => addresses.Find(address, time);

    /// <summary>Place of the zone with the longest prefix; -1 for none.</summary>
    public int FindZone(UInt128 address) => zones.Find(address);

    /// <summary>Place of the node that had the MAC address then; -1 for none.</summary>
    public int FindMac(ulong mac, long time) => macs.Find(mac, time);

    /// <summary>Place of the node of that host name or name, in any case; -1 for none.</summary>
    public int FindHost(ReadOnlySpan<char> name) => byName.TryGetValue(name, out var place) ? place : -1;

    // What senders say of a stranger never takes an address from a node that people know.
    private static int WeightOf(GraphFrame frame, NodeFacts node, Statement mark) =>
        node.Find(frame.State)?.Value == NodeStates.Staged && frame.IsHeardOnly(node) ? Holding.Unknown : -frame.Voices.RankOf(mark.Recording);

    /// <summary>
    /// Who had an address and when. The best known is last; among equals who got it last. Who had it first is taken to have had it
    /// before, too.
    /// </summary>
    internal readonly record struct Holding(UInt128 Address, int Place, int Weight, long From, long Until)
    {
        /// <summary>Weight of a node that nobody knows; that of all others is higher.</summary>
        public const int Unknown = int.MinValue;

        public static readonly Comparison<Holding> Order = (left, right) =>
        {
            var order = left.Address.CompareTo(right.Address);
            order = order != 0 ? order : left.Weight.CompareTo(right.Weight);
            order = order != 0 ? order : left.From.CompareTo(right.From);
            return order != 0 ? order : right.Place.CompareTo(left.Place);
        };

        public bool IsKnown => Weight != Unknown;

        public Holding SinceEver() => this with { From = Ever };
    }
}
