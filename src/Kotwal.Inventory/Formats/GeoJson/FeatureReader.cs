using System.Text.Json;
using Kotwal.Inventory.Json;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.GeoJson;

/// <summary>One feature to an item. Its property <c>kind</c> is one of ours, or the type of a site; without it points are sites and areas wards.</summary>
internal static class FeatureReader
{
    public const string Id = "id";
    public const string Kind = "kind";
    public const string NameHindi = "name_hi";
    public const string Ward = "ward";

    /// <summary>Where marks stand that are no short id.</summary>
    public const string Marks = "identifiers";

    /// <returns>The item, or null when the feature gives none, which is reported.</returns>
    public static InventoryItem? Read(JsonPart part, InventoryReading reading)
    {
        if (part.Value.Text("type") != "Feature" || part.Value.Member("properties") is not { ValueKind: JsonValueKind.Object } properties)
        {
            reading.Report(part.Line, "A feature has the type 'Feature' and properties.");
            return null;
        }

        var geometry = part.Value.Member("geometry");
        var isArea = geometry?.Text("type") is "Polygon" or "MultiPolygon";
        var said = properties.Text(Kind) ?? "";
        var isKind = InventoryKinds.All.Contains(said);
        var item = new ItemBuilder(isKind ? said : isArea ? InventoryKinds.Ward : InventoryKinds.Site, part.Line, reading);

        item.MarkReference(properties.Text(Id) ?? part.Value.Text(Id));
        ItemJson.ReadMarks(properties, Marks, item);
        if (geometry is { } shape)
        {
            ReadGeometry(shape, item, reading);
        }

        item.Say(InventoryAttributes.Name, properties.Text(InventoryAttributes.Name));
        item.Say(InventoryAttributes.NameHindi, properties.Text(NameHindi));
        item.Say(InventoryAttributes.Type, isKind ? properties.Text(InventoryAttributes.Type) : said);
        item.RelateReference(InventoryRelations.LocatedIn, InventoryKinds.Ward, properties.Text(Ward));
        ItemJson.ReadAttributes(properties, item);
        ItemJson.ReadRelations(properties, item, reading);
        return item.Build();
    }

    private static void ReadGeometry(JsonElement geometry, ItemBuilder item, InventoryReading reading)
    {
        if (Geometry.WhyWrong(geometry) is { } why)
        {
            reading.Report(item.Line, why);
            return;
        }

        if (geometry.Text("type") == "Point")
        {
            var point = geometry.GetProperty("coordinates");
            item.Say(InventoryAttributes.Location, $"{point[0].GetRawText()},{point[1].GetRawText()}");
        }
        else
        {
            item.Say(InventoryAttributes.Geometry, Geometry.Compact(geometry));
        }
    }
}
