using System.Text.Encodings.Web;
using System.Text.Json;
using Kotwal.Inventory.Json;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.Native;

/// <summary>Our own: one JSON object an item and line, after a first line that names the format and its version. Nothing is lost.</summary>
internal sealed class NativeFormat : IInventoryWriter
{
    private const string Title = "kotwal";
    private const string Content = "inventory";
    private const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Name => "kotwal";

    public int Score(ReadOnlySpan<byte> start, string fileName) =>
        start.IndexOf("\"kotwal\":\"inventory\""u8) is >= 0 and < 16 ? 100 : 0;

    public IEnumerable<InventoryItem> Read(Stream document, InventoryReading reading) => ReadAll(document, reading).Within(reading);

    public void Write(IEnumerable<InventoryItem> items, Stream document)
    {
        using var json = new Utf8JsonWriter(document, Options);
        json.WriteStartObject();
        json.WriteString(Title, Content);
        json.WriteNumber("version", Version);
        End(json, document);
        foreach (var item in items)
        {
            json.WriteStartObject();
            json.WriteString("kind", item.Kind);
            ItemJson.WriteMarks(json, ItemJson.Id, item.Identifiers);
            json.WriteStartObject(ItemJson.Attributes);
            ItemJson.WriteValues(json, item.Attributes);
            json.WriteEndObject();
            ItemJson.WriteRelations(json, item.Relations);
            End(json, document);
        }
    }

    private static void End(Utf8JsonWriter json, Stream document)
    {
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        document.WriteByte((byte)'\n');
    }

    private static IEnumerable<InventoryItem> ReadAll(Stream document, InventoryReading reading)
    {
        using var parts = new JsonParts(document, opensObjects: false);
        while (parts.Next(reading) is { } part)
        {
            if (part.Value.Text(Title) is not null)
            {
                CheckVersion(part.Value);
            }
            else if (ReadItem(part, reading) is { } item)
            {
                yield return item;
            }
        }
    }

    private static void CheckVersion(JsonElement title)
    {
        if (title.Text(Title) != Content || title.Text("version") != "1")
        {
            throw new InventoryException($"This is no inventory of version {Version}, which is the only one that this program knows.");
        }
    }

    private static InventoryItem? ReadItem(JsonPart part, InventoryReading reading)
    {
        if (part.Value.Text("kind") is not { } kind || !InventoryKinds.All.Contains(kind))
        {
            reading.Report(part.Line, $"An item has a 'kind', one of {string.Join(", ", InventoryKinds.All)}.");
            return null;
        }

        var item = new ItemBuilder(kind, part.Line, reading);
        ItemJson.ReadMarks(part.Value, ItemJson.Id, item);
        ItemJson.ReadAttributes(part.Value, item);
        ItemJson.ReadRelations(part.Value, item, reading);
        return item.Build();
    }
}
