using System.Net;
using Kotwal.Inventory;

namespace Kotwal.City.Graph;

/// <summary>
/// Where each node stands, what it works for and who answers for it, worked out once for all nodes. Ways are followed to the
/// nearest node of the kind, at most <see cref="MaxVisited"/> nodes far, so circles and endless chains do no harm. Immutable.
/// </summary>
internal sealed class GraphPlaces
{
    private const int MaxVisited = 64;

    private readonly GraphFrame frame;
    private readonly int[] visited = new int[MaxVisited];
    private readonly Dictionary<int, int[]> services = [];

    public GraphPlaces(GraphFrame frame)
    {
        this.frame = frame;
        var count = frame.Live.Length;
        (Zone, Ward, Site, Service, Owner) = (Unknown(count), Unknown(count), Unknown(count), Unknown(count), Unknown(count));
        Zones = new ZoneTable(Networks());
        GuestZones = [.. frame.OfKind(InventoryKinds.Zone).Where(zone => frame.ValueOf(zone, InventoryAttributes.Guests) == InventoryAttributes.Yes)];
        foreach (var node in frame.Live)
        {
            if (node is not null)
            {
                Locate(node.Index);
                FindServices(node.Index);
            }
        }

        foreach (var node in frame.Live)
        {
            if (node is not null)
            {
                Owner[node.Index] = FindOwner(node.Index);
            }
        }
    }

    public int[] Zone { get; }

    public int[] Ward { get; }

    public int[] Site { get; }

    /// <summary>The gravest of the services that the node works for.</summary>
    public int[] Service { get; }

    public int[] Owner { get; }

    public ZoneTable Zones { get; }

    /// <summary>Zones whose strangers are guests.</summary>
    public HashSet<int> GuestZones { get; }

    /// <summary>All services that the node works for, the gravest first.</summary>
    public IReadOnlyList<int> ServicesOf(int index) =>
        services.TryGetValue(index, out var several) ? several : Service[index] is var one and >= 0 ? [one] : [];

    private void Locate(int start)
    {
        var count = Follow(start, frame.LocatedIn);
        foreach (var index in visited.AsSpan(0, count))
        {
            Keep(Zone, start, index, InventoryKinds.Zone);
            Keep(Ward, start, index, InventoryKinds.Ward);
            Keep(Site, start, index, InventoryKinds.Site);
        }

        if (Zone[start] < 0 && !Zones.IsEmpty)
        {
            Zone[start] = frame.AddressesOf(start).Select(Zones.Find).FirstOrDefault(zone => zone >= 0, -1);
        }
    }

    private void Keep(int[] places, int start, int found, string kind)
    {
        if (places[start] < 0 && frame.KindOf(found) == kind)
        {
            places[start] = found;
        }
    }

    private void FindServices(int start)
    {
        var count = Follow(start, frame.Runs);
        int[] found = [.. visited[..count].Where(index => frame.KindOf(index) == InventoryKinds.Service)];
        if (found.Length == 0)
        {
            return;
        }

        if (found.Length > 1)
        {
            services.Add(start, found = [.. found.OrderByDescending(frame.OwnCriticalityOf).ThenBy(index => index)]);
        }

        Service[start] = found[0];
    }

    private int FindOwner(int index)
    {
        foreach (var from in (ReadOnlySpan<int>)[index, Service[index], Site[index]])
        {
            if (from >= 0 && FirstOut(from, frame.OwnedBy) is var owner and >= 0)
            {
                return owner;
            }
        }

        return -1;
    }

    private int FirstOut(int index, int predicate)
    {
        foreach (var link in frame.Arrows.Out(index))
        {
            if (link.Predicate == predicate)
            {
                return link.To;
            }
        }

        return -1;
    }

    // Breadth first: what is nearest comes first.
    private int Follow(int start, int predicate)
    {
        visited[0] = start;
        var count = 1;
        for (var next = 0; next < count; next++)
        {
            foreach (var link in frame.Arrows.Out(visited[next]))
            {
                if (link.Predicate == predicate && count < MaxVisited && visited.AsSpan(0, count).IndexOf(link.To) < 0)
                {
                    visited[count++] = link.To;
                }
            }
        }

        return count;
    }

    private IEnumerable<(IPNetwork Network, int Zone)> Networks() =>
        from zone in frame.OfKind(InventoryKinds.Zone)
        from text in frame.ValuesOf(zone, InventoryAttributes.Network)
        where IPNetwork.TryParse(text, out _)
        select (IPNetwork.Parse(text), zone);

    private static int[] Unknown(int count)
    {
        var places = new int[count];
        Array.Fill(places, -1);
        return places;
    }
}
