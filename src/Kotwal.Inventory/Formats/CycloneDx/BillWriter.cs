using System.Text.Encodings.Web;
using System.Text.Json;
using Kotwal.Inventory.Tables;

namespace Kotwal.Inventory.Formats.CycloneDx;

/// <summary>
/// Items as a bill of materials, CycloneDX 1.6. Other programs read name, version, package URL, licences and dependencies; our own
/// reader takes all of it from properties, so that nothing is lost.
/// </summary>
internal static class BillWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    private static readonly string[] Types =
    [
        "application", "framework", "library", "container", "platform", "operating-system", "device", "device-driver", "firmware", "file",
        "machine-learning-model", "data", "cryptographic-asset",
    ];

    public static void Write(IReadOnlyList<InventoryItem> items, Stream document)
    {
        using var json = new Utf8JsonWriter(document, Options);
        json.WriteStartObject();
        json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.6");
        json.WriteNumber("version", 1);
        json.WriteStartArray("components");
        for (var index = 0; index < items.Count; index++)
        {
            WriteComponent(json, items[index], Ref(index));
            json.Flush();
        }

        json.WriteEndArray();
        WriteDependencies(json, items);
        json.WriteEndObject();
    }

    private static string Ref(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"item-{index + 1}");

    private static void WriteComponent(Utf8JsonWriter json, InventoryItem item, string reference)
    {
        json.WriteStartObject();
        json.WriteString("type", TypeOf(item));
        json.WriteString("bom-ref", reference);
        if (Said(item, InventoryAttributes.Vendor) is { } vendor)
        {
            json.WriteStartObject("supplier");
            json.WriteString("name", vendor);
            json.WriteEndObject();
        }

        json.WriteString("name", Said(item, InventoryAttributes.Name) ?? item.Identifiers.Select(mark => mark.Value).FirstOrDefault() ?? item.Kind);
        WriteKnown(json, "version", Said(item, InventoryAttributes.Version));
        WriteKnown(json, "description", Said(item, InventoryAttributes.Note));
        WriteLicences(json, item);
        WriteKnown(json, "cpe", Marked(item, InventoryIdentifiers.Cpe));
        WriteKnown(json, "purl", Marked(item, InventoryIdentifiers.PackageUrl));
        WriteProperties(json, item);
        json.WriteEndObject();
    }

    private static void WriteLicences(Utf8JsonWriter json, InventoryItem item)
    {
        var licences = item.Attributes.Where(attribute => attribute.Key == "cyclonedx.licence").ToList();
        if (licences.Count == 0)
        {
            return;
        }

        json.WriteStartArray("licenses");
        foreach (var (_, licence) in licences)
        {
            json.WriteStartObject();
            json.WriteStartObject("license");
            json.WriteString("name", licence);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, InventoryItem item)
    {
        json.WriteStartArray("properties");
        WriteProperty(json, BillComponent.KindProperty, item.Kind);
        foreach (var mark in item.Identifiers)
        {
            WriteProperty(json, BillComponent.MarkProperty + mark.Kind, mark.Value);
        }

        foreach (var (name, value) in item.Attributes)
        {
            WriteProperty(json, BillComponent.AttributeProperty + name, value);
        }

        foreach (var relation in item.Relations)
        {
            WriteProperty(json, BillComponent.RelationProperty + relation.Name, RelationText.Write(relation));
        }

        json.WriteEndArray();
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    private static void WriteDependencies(Utf8JsonWriter json, IReadOnlyList<InventoryItem> items)
    {
        var refs = new Dictionary<InventoryIdentifier, string>();
        for (var index = 0; index < items.Count; index++)
        {
            foreach (var mark in items[index].Identifiers)
            {
                refs.TryAdd(mark, Ref(index));
            }
        }

        json.WriteStartArray("dependencies");
        for (var index = 0; index < items.Count; index++)
        {
            var needed = items[index].Relations
                .Where(relation => relation.Name == InventoryRelations.DependsOn && refs.ContainsKey(relation.Target))
                .Select(relation => refs[relation.Target]).Where(target => target != Ref(index)).Distinct().ToList();
            json.WriteStartObject();
            json.WriteString("ref", Ref(index));
            if (needed.Count > 0)
            {
                json.WriteStartArray("dependsOn");
                needed.ForEach(json.WriteStringValue);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string TypeOf(InventoryItem item)
    {
        var type = Said(item, InventoryAttributes.Type)?.Replace('_', '-');
        return Types.Contains(type) ? type! : item.Kind == InventoryKinds.Component ? "library" : item.Kind == InventoryKinds.Asset ? "device" : "data";
    }

    private static string? Said(InventoryItem item, string name) => item.Attributes.FirstOrDefault(attribute => attribute.Key == name).Value;

    private static string? Marked(InventoryItem item, string kind) => item.Identifiers.FirstOrDefault(mark => mark.Kind == kind).Value;

    private static void WriteKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
