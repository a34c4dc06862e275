using System.Text.Encodings.Web;
using System.Text.Json;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.GeoJson;

/// <summary>Places on a map (RFC 7946): sites as points, wards and zones as polygons.</summary>
internal sealed class GeoJsonFormat : IInventoryWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Name => "geojson";

    public int Score(ReadOnlySpan<byte> start, string fileName)
    {
        if (start.IndexOf("\"FeatureCollection\""u8) >= 0)
        {
            return 95;
        }

        return fileName.EndsWith(".geojson", StringComparison.OrdinalIgnoreCase) && start.Trim(" \t\r\n"u8).StartsWith("{"u8) ? 60 : 0;
    }

    public IEnumerable<InventoryItem> Read(Stream document, InventoryReading reading) => ReadAll(document, reading).Within(reading);

    public void Write(IEnumerable<InventoryItem> items, Stream document)
    {
        using var json = new Utf8JsonWriter(document, Options);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        foreach (var item in items)
        {
            FeatureWriter.Write(json, item);
            if (json.BytesPending > 64 * 1024)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IEnumerable<InventoryItem> ReadAll(Stream document, InventoryReading reading)
    {
        var isCollection = false;
        using var parts = new JsonParts(document, opensObjects: true);
        while (parts.Next(reading) is { } part)
        {
            isCollection |= part.Name == "features" || (part.Name == "type" && part.Value.Text() == "FeatureCollection");
            if (part.Name == "features" && FeatureReader.Read(part, reading) is { } item)
            {
                yield return item;
            }
        }

        if (!isCollection)
        {
            throw new InventoryException("This is no GeoJSON with a FeatureCollection.");
        }
    }
}
