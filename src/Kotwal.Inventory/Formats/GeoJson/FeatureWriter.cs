using System.Text.Json;
using Kotwal.Inventory.Json;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.GeoJson;

/// <summary>
/// One item to a feature. What a map program knows stands as properties of its own; the rest in <c>identifiers</c>,
/// <c>attributes</c> and <c>relations</c>, so that nothing is lost. A thing without a place has no geometry.
/// </summary>
internal static class FeatureWriter
{
    public static void Write(Utf8JsonWriter json, InventoryItem item)
    {
        var attributes = item.Attributes.ToList();
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        var isArea = WriteGeometry(json, attributes);
        json.WriteStartObject("properties");
        WriteProperties(json, item, attributes, isArea);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Takes what it writes out of the attributes. True when it is an area.
    private static bool WriteGeometry(Utf8JsonWriter json, List<KeyValuePair<string, string>> attributes)
    {
        if (Take(attributes, InventoryAttributes.Geometry) is { } shape)
        {
            if (IsShape(shape))
            {
                json.WritePropertyName("geometry");
                json.WriteRawValue(shape);
                return true;
            }

            attributes.Insert(0, new(InventoryAttributes.Geometry, shape));
        }

        if (Take(attributes, InventoryAttributes.Location) is { } location)
        {
            if (Geometry.IsLocation(location))
            {
                json.WriteStartObject("geometry");
                json.WriteString("type", "Point");
                json.WritePropertyName("coordinates");
                json.WriteRawValue($"[{location}]");
                json.WriteEndObject();
                return false;
            }

            attributes.Insert(0, new(InventoryAttributes.Location, location));
        }

        json.WriteNull("geometry");
        return false;
    }

    private static void WriteProperties(Utf8JsonWriter json, InventoryItem item, List<KeyValuePair<string, string>> attributes, bool isArea)
    {
        var marks = item.Identifiers.ToList();
        var id = marks.FirstOrDefault(mark => ShortId.From(mark, item.Kind) is not null);
        if (marks.Remove(id))
        {
            json.WriteString(FeatureReader.Id, ShortId.From(id, item.Kind));
        }

        WriteTaken(json, "name", Take(attributes, InventoryAttributes.Name));
        WriteTaken(json, FeatureReader.NameHindi, Take(attributes, InventoryAttributes.NameHindi));
        WriteKind(json, item.Kind, attributes, isArea);
        var relations = item.Relations.ToList();
        var ward = relations.FirstOrDefault(IsWard);
        if (relations.Remove(ward))
        {
            json.WriteString(FeatureReader.Ward, ShortId.From(ward.Target, InventoryKinds.Ward));
        }

        if (marks.Count > 0)
        {
            ItemJson.WriteMarks(json, FeatureReader.Marks, marks);
        }

        if (attributes.Count > 0)
        {
            json.WriteStartObject(ItemJson.Attributes);
            ItemJson.WriteValues(json, attributes);
            json.WriteEndObject();
        }

        if (relations.Count > 0)
        {
            ItemJson.WriteRelations(json, relations);
        }
    }

    // The city's own files have a site's type as its kind; an area without a kind of ours would be read as a ward.
    private static void WriteKind(Utf8JsonWriter json, string kind, List<KeyValuePair<string, string>> attributes, bool isArea)
    {
        var type = Take(attributes, InventoryAttributes.Type);
        var isKnown = kind == InventoryKinds.Site && !isArea && type is not null && !InventoryKinds.All.Contains(type);
        json.WriteString(FeatureReader.Kind, isKnown ? type : kind);
        if (!isKnown)
        {
            WriteTaken(json, InventoryAttributes.Type, type);
        }
    }

    private static bool IsWard(InventoryRelation relation) =>
        relation is { Name: InventoryRelations.LocatedIn, TargetKind: InventoryKinds.Ward } && ShortId.From(relation.Target, InventoryKinds.Ward) is not null;

    private static bool IsShape(string text)
    {
        try
        {
            using var shape = JsonDocument.Parse(text);
            return Geometry.WhyWrong(shape.RootElement) is null && shape.RootElement.GetProperty("type").GetString() != "Point"
                && Geometry.Compact(shape.RootElement) == text;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void WriteTaken(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static string? Take(List<KeyValuePair<string, string>> attributes, string name)
    {
        var index = attributes.FindIndex(attribute => attribute.Key == name);
        if (index < 0)
        {
            return null;
        }

        var value = attributes[index].Value;
        attributes.RemoveAt(index);
        return value;
    }
}
