using System.Text;
using System.Text.Json;

namespace Kotwal.Inventory.Formats.GeoJson;

/// <summary>Shapes of places: points, polygons and multipolygons in degrees of WGS 84 (RFC 7946, sections 3.1 and 4).</summary>
internal static class Geometry
{
    private const int FewestOfRing = 4;

    /// <summary>Why the geometry cannot be used, or null when it can.</summary>
    public static string? WhyWrong(JsonElement geometry)
    {
        if (geometry.ValueKind != JsonValueKind.Object
            || !geometry.TryGetProperty("type", out var type)
            || !geometry.TryGetProperty("coordinates", out var coordinates))
        {
            return "A geometry has a type and coordinates.";
        }

        var name = type.ValueKind == JsonValueKind.String ? type.GetString() : null;
        var isRight = name switch
        {
            "Point" => IsPoint(coordinates),
            "Polygon" => IsPolygon(coordinates),
            "MultiPolygon" => All(coordinates, IsPolygon),
            _ => (bool?)null,
        };
        return isRight switch
        {
            null => "A place is a Point, a Polygon or a MultiPolygon.",
            false => "The coordinates are no longitudes and latitudes in degrees of WGS 84, or a ring of a polygon is not closed.",
            true => null,
        };
    }

    /// <summary>The geometry with nothing but its type and coordinates, without white space; numbers as they were written.</summary>
    public static string Compact(JsonElement geometry)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("type", geometry.GetProperty("type").GetString());
            json.WritePropertyName("coordinates");
            geometry.GetProperty("coordinates").WriteTo(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>True for a text that is the inside of a point's coordinates: <c>77.59,12.97</c>.</summary>
    public static bool IsLocation(string text)
    {
        try
        {
            using var point = JsonDocument.Parse($"[{text}]");
            return IsPoint(point.RootElement) && point.RootElement.GetArrayLength() == 2
                && text == $"{point.RootElement[0].GetRawText()},{point.RootElement[1].GetRawText()}";
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsPolygon(JsonElement rings) => All(rings, IsRing);

    private static bool IsRing(JsonElement ring) =>
        All(ring, IsPoint)
        && ring.GetArrayLength() >= FewestOfRing
        && ring[0][0].GetDouble().Equals(ring[ring.GetArrayLength() - 1][0].GetDouble())
        && ring[0][1].GetDouble().Equals(ring[ring.GetArrayLength() - 1][1].GetDouble());

    private static bool IsPoint(JsonElement point) =>
        point.ValueKind == JsonValueKind.Array && point.GetArrayLength() is 2 or 3 && IsNumber(point[0], 180) && IsNumber(point[1], 90);

    private static bool IsNumber(JsonElement number, double most) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out var value) && Math.Abs(value) <= most;

    private static bool All(JsonElement list, Func<JsonElement, bool> isRight) =>
        list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 && list.EnumerateArray().All(isRight);
}
