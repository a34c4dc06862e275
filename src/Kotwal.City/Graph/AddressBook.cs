using System.Net;

namespace Kotwal.City.Graph;

/// <summary>Finds what stands behind an address or a host's name. Immutable but for a bounded memory; for one thread.</summary>
public sealed class AddressBook
{
    internal const int MaxRemembered = 65_536;

    private readonly Dictionary<string, CityPlace> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, CityPlace> byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CityPlace?> remembered = new(StringComparer.Ordinal);
    private readonly CityPlace[] zones;

    public AddressBook(CityPlan plan)
    {
        var services = plan.Services.DistinctBy(service => service.Id).ToDictionary(service => service.Id, StringComparer.Ordinal);
        foreach (var node in plan.Nodes)
        {
            var place = new CityPlace(node.Zone, node, services.GetValueOrDefault(node.Service));
            byName[node.Name] = place;
            byAddress[TextOf(node.Address)] = place;
        }

        zones = [.. plan.Zones.OrderByDescending(zone => zone.Network.PrefixLength).Select(zone => new CityPlace(zone.Id, null, null, zone.Network))];
    }

    /// <summary>Look-ups of addresses that are remembered now.</summary>
    internal int Remembered => remembered.Count;

    /// <summary>True when nothing is known and every look-up fails.</summary>
    public bool IsEmpty => byName.Count == 0 && zones.Length == 0;

    /// <summary>The node with that address, else the zone of the longest prefix, else null.</summary>
    public CityPlace? FindAddress(ReadOnlySpan<char> address)
    {
        if (byAddress.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(address, out var node))
        {
            return node;
        }

        var lookup = remembered.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(address, out var place))
        {
            return place;
        }

        // Addresses come from senders, who can invent them without end.
        if (remembered.Count >= MaxRemembered)
        {
            remembered.Clear();
        }

        place = IPAddress.TryParse(address, out var parsed) ? Find(Plain(parsed)) : null;
        lookup[address] = place;
        return place;
    }

    /// <summary>The node of that name, in any case; null when there is none.</summary>
    public CityPlace? FindHost(ReadOnlySpan<char> name) =>
        byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var place) ? place : null;

    private CityPlace? Find(IPAddress address) =>
        byAddress.GetValueOrDefault(address.ToString()) ?? zones.FirstOrDefault(zone => zone.Network!.Value.Contains(address));

    // An address can be written in several ways; nodes are kept under the one of RFC 5952.
    private static string TextOf(string address) => IPAddress.TryParse(address, out var parsed) ? Plain(parsed).ToString() : address;

    // A socket that takes both kinds of addresses shows those of IPv4 inside IPv6.
    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

/// <summary>Where something stands: a zone, and a node with its service where one is known.</summary>
public sealed record CityPlace(string Zone, CityNode? Node, CityService? Service, IPNetwork? Network = null);
