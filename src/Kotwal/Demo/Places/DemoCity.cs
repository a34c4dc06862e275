using System.Text.Json;

namespace Kotwal.Demo.Places;

/// <summary>A sample city as it stands in its folder: zones, services, wards, sites and nodes. Immutable.</summary>
public sealed class DemoCity
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly ILookup<string, DemoNode> nodesByType;

    private DemoCity(CityFile file, IReadOnlyList<DemoWard> wards, IReadOnlyList<DemoSite> sites, IReadOnlyList<DemoNode> nodes)
    {
        Name = file.Name;
        NameHi = file.NameHi;
        TimeZone = file.TimeZone;
        Zones = file.Zones;
        Services = file.Services;
        Wards = wards;
        Sites = sites;
        Nodes = nodes;
        nodesByType = nodes.ToLookup(node => node.Type, StringComparer.Ordinal);
    }

    public string Name { get; }

    /// <summary>The city's name in Hindi.</summary>
    public string NameHi { get; }

    /// <summary>IANA name of the zone that the city's people live in.</summary>
    public string TimeZone { get; }

    public IReadOnlyList<DemoZone> Zones { get; }

    public IReadOnlyList<DemoService> Services { get; }

    public IReadOnlyList<DemoWard> Wards { get; }

    public IReadOnlyList<DemoSite> Sites { get; }

    /// <summary>All systems, in the order of the file.</summary>
    public IReadOnlyList<DemoNode> Nodes { get; }

    /// <summary>Reads the folder's four files; its README says what stands in them.</summary>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file does not say what it should; the message names file and line.</exception>
    public static DemoCity Load(string folder)
    {
        var city = ReadJson<CityFile>(Path.Combine(folder, "city.json"));
        var wards = ReadJson<GeoFile<WardProperties, double[][][]>>(Path.Combine(folder, "wards.geojson"));
        var sites = ReadJson<GeoFile<SiteProperties, double[]>>(Path.Combine(folder, "sites.geojson"));
        return new(
            city,
            [.. wards.Features.Select(ward => ward.Properties.With(ward.Geometry.Coordinates[0]))],
            [.. sites.Features.Select(site => site.Properties.With(site.Geometry.Coordinates))],
            [.. NodeTable.Read(Path.Combine(folder, "nodes.csv"))]);
    }

    /// <summary>The nodes of one type, in the order of the file.</summary>
    public IReadOnlyList<DemoNode> NodesOf(string type) => [.. nodesByType[type]];

    /// <summary>The node of that name.</summary>
    /// <exception cref="InvalidDataException">The city has no such node.</exception>
    public DemoNode Node(string name) =>
        Nodes.FirstOrDefault(node => node.Name == name) ?? throw new InvalidDataException($"nodes.csv has no node named {name}.");

    private static T ReadJson<T>(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(file, Json) ?? throw new InvalidDataException($"{path} is empty.");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path}, line {wrong.LineNumber + 1}: {wrong.Message}", wrong);
        }
    }

    private sealed record CityFile(
        string Name, string NameHi, string TimeZone, IReadOnlyList<DemoZone> Zones, IReadOnlyList<DemoService> Services);

    private sealed record GeoFile<TProperties, TCoordinates>(IReadOnlyList<GeoFeature<TProperties, TCoordinates>> Features);

    private sealed record GeoFeature<TProperties, TCoordinates>(TProperties Properties, GeoShape<TCoordinates> Geometry);

    private sealed record GeoShape<TCoordinates>(TCoordinates Coordinates);

    private sealed record WardProperties(string Id, string Name, string NameHi)
    {
        public DemoWard With(double[][] ring) => new(Id, Name, NameHi, [.. ring.Select(DemoPoint.From)]);
    }

    private sealed record SiteProperties(string Id, string Name, string Kind, string Ward)
    {
        public DemoSite With(double[] place) => new(Id, Name, Kind, Ward, DemoPoint.From(place));
    }
}
