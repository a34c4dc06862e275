using System.Net;
using System.Text.Json;

namespace Kotwal.City.Graph;

/// <summary>
/// Reads a city from a folder: <c>city.json</c> (zones and services), <c>wards.geojson</c>, <c>sites.geojson</c> (RFC 7946) and
/// <c>nodes.csv</c>. Files that are missing leave their part empty; a wrong one is refused with its name and the reason.
/// </summary>
public static class CityFiles
{
    private const string NodeHeading = "name,type,address,zone,ward,site,service,vendor,model,owner";

    /// <summary>Reads the folder; one that does not exist gives the empty plan.</summary>
    /// <exception cref="InvalidDataException">A file is not what it should be; the message names it and the reason.</exception>
    public static CityPlan Read(string folder) =>
        new()
        {
            Name = ReadJson(folder, "city.json", city => TextOf(city, "name"), ""),
            NameHindi = ReadJson(folder, "city.json", city => TextOf(city, "name_hi"), ""),
            Zones = ReadJson(folder, "city.json", city => List(city, "zones", ReadZone), []),
            Services = ReadJson(folder, "city.json", city => List(city, "services", ReadService), []),
            Wards = ReadJson(folder, "wards.geojson", map => List(map, "features", ReadWard), []),
            Sites = ReadJson(folder, "sites.geojson", map => List(map, "features", ReadSite), []),
            Nodes = ReadNodes(Path.Combine(folder, "nodes.csv")),
        };

    private static T ReadJson<T>(string folder, string name, Func<JsonElement, T> read, T missing)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return missing;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    private static CityZone ReadZone(JsonElement zone) =>
        new(Required(zone, "id"), TextOf(zone, "name"), IPNetwork.Parse(Required(zone, "network")), FlagOf(zone, "guests"));

    private static CityService ReadService(JsonElement service) =>
        new(
            Required(service, "id"), TextOf(service, "name"), TextOf(service, "name_hi"), TextOf(service, "criticality"),
            TextOf(service, "owner"), List(service, "depends_on", item => item.GetString() ?? ""));

    private static CityWard ReadWard(JsonElement feature)
    {
        var properties = feature.GetProperty("properties");
        var geometry = feature.GetProperty("geometry");
        var coordinates = geometry.GetProperty("coordinates");
        var polygons = Required(geometry, "type") == "MultiPolygon" ? [.. coordinates.EnumerateArray()] : new[] { coordinates };
        return new(
            Required(properties, "id"), TextOf(properties, "name"), TextOf(properties, "name_hi"),
            [.. polygons.Select(polygon => (IReadOnlyList<CityPoint>)[.. polygon[0].EnumerateArray().Select(ReadPoint)])]);
    }

    private static CitySite ReadSite(JsonElement feature)
    {
        var properties = feature.GetProperty("properties");
        return new(
            Required(properties, "id"), TextOf(properties, "name"), TextOf(properties, "kind"), TextOf(properties, "ward"),
            ReadPoint(feature.GetProperty("geometry").GetProperty("coordinates")));
    }

    private static CityPoint ReadPoint(JsonElement point) => new(point[0].GetDouble(), point[1].GetDouble());

    private static IReadOnlyList<CityNode> ReadNodes(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var lines = File.ReadAllLines(path);
        if (lines.Length == 0 || lines[0].TrimStart('\uFEFF').Trim() != NodeHeading)
        {
            throw new InvalidDataException($"{path}:1: the heading '{NodeHeading}' is expected.");
        }

        return [.. lines.Skip(1).Select((line, index) => ReadNode(path, index + 2, line)).OfType<CityNode>()];
    }

    private static CityNode? ReadNode(string path, int number, string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return null;
        }

        var cells = line.Split(',', StringSplitOptions.TrimEntries);
        return cells.Length == 10
            ? new(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8], cells[9])
            : throw new InvalidDataException($"{path}:{number}: 10 values are expected and {cells.Length} are there.");
    }

    private static IReadOnlyList<T> List<T>(JsonElement parent, string name, Func<JsonElement, T> read) =>
        parent.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(read)] : [];

    private static string TextOf(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static bool FlagOf(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) && value.GetBoolean();

    private static string Required(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text
            ? text
            : throw new KeyNotFoundException($"'{name}' is missing");
}
