namespace Kotwal.City.Graph;

/// <summary>
/// Holders of addresses by address and time: open addressing over a flat array, one or two cache lines for a look-up. Immutable.
/// </summary>
internal sealed class AddressTable
{
    private readonly Slot[] slots;
    private readonly AddressBook.Holding[] holdings;
    private readonly int shift;
    private readonly ulong lowKey = NewKey();
    private readonly ulong highKey = NewKey();

    public AddressTable(List<AddressBook.Holding> known)
    {
        known.Sort(AddressBook.Holding.Order);
        holdings = [.. known];
        var bits = 1;
        while (1 << bits < known.Count * 2)
        {
            bits++;
        }

        shift = 64 - bits;
        slots = new Slot[1 << bits];
        for (var (start, end) = (0, 0); start < holdings.Length; start = end)
        {
            while (end < holdings.Length && holdings[end].Address == holdings[start].Address)
            {
                end++;
            }

            ReachBack(holdings.AsSpan(start..end));
            Add(start, end - start);
        }
    }

    /// <summary>Place of the node that had the address then; of several the best known, then the one that got it last; -1 for none.</summary>
    public int Find(UInt128 address, long time)
    {
        for (var at = Hash(address); ; at = (at + 1) & (slots.Length - 1))
        {
            ref readonly var slot = ref slots[at];
            if (slot.Count == 0)
            {
                return -1;
            }

            if (slot.Address == address)
            {
                return slot.Alone >= 0 ? slot.Alone : FindAmong(slot.First, slot.Count, time);
            }
        }
    }

    private int FindAmong(int first, int count, long time)
    {
        for (var at = first + count - 1; at >= first; at--)
        {
            ref readonly var holding = ref holdings[at];
            if (holding.From <= time && time < holding.Until)
            {
                return holding.Place;
            }
        }

        return -1;
    }

    // Who had it first is taken to have had it before, too; who was only heard of only where nobody known ever had it. The best known
    // is last, and of several that had it from the same time on the best known answers for before.
    private static void ReachBack(Span<AddressBook.Holding> holders)
    {
        var first = holders.Length - 1;
        for (var at = first - 1; at >= 0 && holders[at].IsKnown == holders[first].IsKnown; at--)
        {
            first = holders[at].From < holders[first].From ? at : first;
        }

        holders[first] = holders[first].SinceEver();
    }

    private void Add(int first, int count)
    {
        ref readonly var holding = ref holdings[first];
        var at = Hash(holding.Address);
        while (slots[at].Count != 0)
        {
            at = (at + 1) & (slots.Length - 1);
        }

        var isAlone = count == 1 && holding.Until == long.MaxValue;
        slots[at] = new(holding.Address, first, count, isAlone ? holding.Place : -1);
    }

    // Multiply-shift with keys of the table's own: strangers who are heard choose addresses, and must not choose where they collide.
    private int Hash(UInt128 address) => (int)((((ulong)address * lowKey) + ((ulong)(address >> 64) * highKey)) >> shift);

    private static ulong NewKey() => ((ulong)Random.Shared.NextInt64(1L << 62, long.MaxValue) << 1) | 1;

    private readonly record struct Slot(UInt128 Address, int First, int Count, int Alone);
}
