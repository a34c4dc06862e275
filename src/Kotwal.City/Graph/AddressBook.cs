using System.Net;

namespace Kotwal.City.Graph;

/// <summary>Finds what stands behind an address or a host's name. Immutable but for a bounded memory; for one thread.</summary>
public sealed class AddressBook
{
    private const int MaxRemembered = 65_536;

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
            byAddress[node.Address] = place;
        }

        zones = [.. plan.Zones.OrderByDescending(zone => zone.Network.PrefixLength).Select(zone => new CityPlace(zone.Id, null, null, zone.Network))];
    }

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

        place = IPAddress.TryParse(address, out var parsed) ? zones.FirstOrDefault(zone => zone.Network!.Value.Contains(parsed)) : null;
        lookup[address] = place;
        return place;
    }

    /// <summary>The node of that name, in any case; null when there is none.</summary>
    public CityPlace? FindHost(ReadOnlySpan<char> name) =>
        byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var place) ? place : null;
}

/// <summary>Where something stands: a zone, and a node with its service where one is known.</summary>
public sealed record CityPlace(string Zone, CityNode? Node, CityService? Service, IPNetwork? Network = null);
