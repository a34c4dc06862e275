using Kotwal.City.Graph;

namespace Kotwal.Watch.Map;

/// <summary>What stands in a ward, or in the whole city.</summary>
/// <param name="Systems">How many systems.</param>
/// <param name="Types">How many of each type, the most first.</param>
/// <param name="Services">The services that they belong to, the most critical first.</param>
public sealed record PlaceContent(int Systems, IReadOnlyList<TypeCount> Types, IReadOnlyList<ServiceCount> Services)
{
    private static readonly string[] CriticalityDown = ["critical", "high", "medium", "low"];

    internal static PlaceContent Of(IReadOnlyCollection<CityNode> nodes, IReadOnlyDictionary<string, CityService> services) => new(
        nodes.Count,
        [.. nodes.CountBy(node => node.Type)
            .OrderByDescending(type => type.Value).ThenBy(type => type.Key, StringComparer.Ordinal)
            .Select(type => new TypeCount(type.Key, type.Value))],
        [.. nodes.CountBy(node => node.Service).Where(service => service.Key.Length > 0)
            .Select(service => new ServiceCount(services.GetValueOrDefault(service.Key) ?? Unknown(service.Key), service.Value))
            .OrderBy(service => Rank(service.Service.Criticality)).ThenByDescending(service => service.Count)
            .ThenBy(service => service.Service.Id, StringComparer.Ordinal)]);

    // A system may name a service that the city's file does not describe.
    private static CityService Unknown(string id) => new(id, "", "", "", "", []);

    private static int Rank(string criticality) =>
        Array.IndexOf(CriticalityDown, criticality) is >= 0 and var rank ? rank : CriticalityDown.Length;
}

/// <summary>How many systems of a type there are.</summary>
public sealed record TypeCount(string Type, int Count);

/// <summary>How many systems of a service there are.</summary>
public sealed record ServiceCount(CityService Service, int Count);
