using System.Text.Json;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Json;

/// <summary>
/// Marks, attributes and relations as members of a JSON object: <c>"id": {"ip": "10.0.0.1", "mac": ["…", "…"]}</c>,
/// <c>"attributes": {"name": "…"}</c>, <c>"relations": [{"name": "located-in", "kind": "ward", "id": {"ref": "kotwal/ward/w01"}}]</c>.
/// </summary>
internal static class ItemJson
{
    public const string Id = "id";
    public const string Attributes = "attributes";
    public const string Relations = "relations";

    public static void WriteMarks(Utf8JsonWriter json, string name, IEnumerable<InventoryIdentifier> marks)
    {
        json.WriteStartObject(name);
        WriteValues(json, marks.Select(mark => KeyValuePair.Create(mark.Kind, mark.Value)));
        json.WriteEndObject();
    }

    /// <summary>Writes members; a name with several values has an array of them.</summary>
    public static void WriteValues(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach (var group in values.GroupBy(value => value.Key, value => value.Value))
        {
            json.WritePropertyName(group.Key);
            if (group.Count() == 1)
            {
                json.WriteStringValue(group.First());
                continue;
            }

            json.WriteStartArray();
            foreach (var value in group)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }
    }

    public static void WriteRelations(Utf8JsonWriter json, IEnumerable<InventoryRelation> relations)
    {
        json.WriteStartArray(Relations);
        foreach (var relation in relations)
        {
            json.WriteStartObject();
            json.WriteString("name", relation.Name);
            json.WriteString("kind", relation.TargetKind);
            WriteMarks(json, Id, [relation.Target]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Adds the marks of an object; those without a kind of ours are reported.</summary>
    public static void ReadMarks(JsonElement parent, string name, ItemBuilder item)
    {
        foreach (var (kind, text) in Values(parent, name))
        {
            if (kind == InventoryIdentifiers.Reference)
            {
                item.MarkReference(text);
            }
            else
            {
                item.Mark(kind, text);
            }
        }
    }

    public static void ReadAttributes(JsonElement parent, ItemBuilder item)
    {
        foreach (var (name, value) in Values(parent, Attributes))
        {
            item.Say(name, value);
        }
    }

    public static void ReadRelations(JsonElement parent, ItemBuilder item, InventoryReading reading)
    {
        foreach (var relation in parent.Elements(Relations))
        {
            var name = relation.Text("name");
            var kind = relation.Text("kind");
            if (name is null || kind is null || !InventoryRelations.All.Contains(name) || !InventoryKinds.All.Contains(kind))
            {
                reading.Report(item.Line, $"A relation '{CleanText.Shorten(name ?? "")}' to a '{CleanText.Shorten(kind ?? "")}' is none that is known.");
                continue;
            }

            foreach (var (mark, text) in Values(relation, Id))
            {
                if (mark == InventoryIdentifiers.Reference)
                {
                    item.RelateReference(name, kind, text);
                }
                else
                {
                    item.Relate(name, kind, mark, text);
                }
            }
        }
    }

    private static IEnumerable<(string Name, string Value)> Values(JsonElement parent, string name)
    {
        foreach (var member in parent.Members(name))
        {
            if (member.Value.Text() is { } single)
            {
                yield return (member.Name, single);
            }
            else if (member.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var text in member.Value.EnumerateArray().Select(value => value.Text()).OfType<string>())
                {
                    yield return (member.Name, text);
                }
            }
        }
    }
}
