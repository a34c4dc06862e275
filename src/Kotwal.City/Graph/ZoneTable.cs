using System.Net;

namespace Kotwal.City.Graph;

/// <summary>
/// Which zone an address is in: the one of the longest prefix. The networks are cut into ranges that do not overlap, so that a
/// look-up is one binary search. Immutable; safe for many threads.
/// </summary>
internal sealed class ZoneTable
{
    // Addresses of IPv4 lie within those of IPv6 here, and are in no network of IPv6, however large.
    private static readonly IPNetwork EveryIPv4 = new(IPAddress.Any, 0);

    private readonly UInt128[] starts;
    private readonly int[] zones;

    /// <param name="networks">Networks and the places of their zones; of equal networks the first counts.</param>
    public ZoneTable(IEnumerable<(IPNetwork Network, int Zone)> networks)
    {
        var ranges = networks
            .Select(pair => (Range: Addresses.RangeOf(pair.Network), pair.Zone))
            .Append((Range: Addresses.RangeOf(EveryIPv4), Zone: -1))
            .OrderBy(entry => entry.Range.First).ThenByDescending(entry => entry.Range.Last)
            .DistinctBy(entry => entry.Range);
        var cuts = new List<(UInt128 Start, int Zone)> { (0, -1) };
        var open = new Stack<(UInt128 Last, int Zone)>();
        foreach (var (range, zone) in ranges)
        {
            CloseBefore(range.First, open, cuts);
            Cut(cuts, range.First, zone);
            open.Push((range.Last, zone));
        }

        CloseBefore(null, open, cuts);
        starts = [.. cuts.Select(cut => cut.Start)];
        zones = [.. cuts.Select(cut => cut.Zone)];
    }

    public bool IsEmpty => Array.TrueForAll(zones, zone => zone < 0);

    /// <summary>Place of the zone that the address is in; -1 for none.</summary>
    public int Find(UInt128 address)
    {
        var (low, high) = (0, starts.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            (low, high) = starts[middle] <= address ? (middle, high) : (low, middle - 1);
        }

        return zones[low];
    }

    private static void CloseBefore(UInt128? start, Stack<(UInt128 Last, int Zone)> open, List<(UInt128 Start, int Zone)> cuts)
    {
        while (open.TryPeek(out var inner) && (start is null || inner.Last < start))
        {
            open.Pop();
            if (inner.Last != UInt128.MaxValue)
            {
                Cut(cuts, inner.Last + 1, open.TryPeek(out var outer) ? outer.Zone : -1);
            }
        }
    }

    private static void Cut(List<(UInt128 Start, int Zone)> cuts, UInt128 start, int zone)
    {
        if (cuts[^1].Start == start)
        {
            cuts.RemoveAt(cuts.Count - 1);
        }

        cuts.Add((start, zone));
    }
}
