using System.Net;

namespace Kotwal.City.Graph;

/// <summary>What the city is made of, as its files say. Immutable; the empty plan is a city of which nothing is known yet.</summary>
public sealed record CityPlan
{
    public static CityPlan Empty { get; } = new();

    /// <summary>The city's name, or empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>The name in Hindi, or empty.</summary>
    public string NameHindi { get; init; } = "";

    public IReadOnlyList<CityZone> Zones { get; init; } = [];

    public IReadOnlyList<CityService> Services { get; init; } = [];

    public IReadOnlyList<CityWard> Wards { get; init; } = [];

    public IReadOnlyList<CitySite> Sites { get; init; } = [];

    public IReadOnlyList<CityNode> Nodes { get; init; } = [];
}

/// <summary>A security zone: a part of the network with one purpose. Who speaks in a zone of guests is a stranger by right.</summary>
public sealed record CityZone(string Id, string Name, IPNetwork Network, bool IsForGuests = false);

/// <summary>Something the city does for people, and what it depends on.</summary>
public sealed record CityService(
    string Id, string Name, string NameHindi, string Criticality, string Owner, IReadOnlyList<string> DependsOn);

/// <summary>A ward and its outer boundaries; each a closed ring of points (RFC 7946, section 3.1.6).</summary>
public sealed record CityWard(string Id, string Name, string NameHindi, IReadOnlyList<IReadOnlyList<CityPoint>> Rings);

/// <summary>A place at which systems stand.</summary>
public sealed record CitySite(string Id, string Name, string Kind, string Ward, CityPoint At);

/// <summary>One system of the city.</summary>
public sealed record CityNode(
    string Name, string Type, string Address, string Zone, string Ward, string Site, string Service, string Vendor, string Model, string Owner);

/// <summary>A place on earth in degrees of WGS 84.</summary>
public readonly record struct CityPoint(double Longitude, double Latitude);
