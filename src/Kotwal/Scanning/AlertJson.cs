using System.Text;
using System.Text.Json;
using Kotwal.Events.Alerts;

namespace Kotwal.Scanning;

/// <summary>An alert as one line of JSON.</summary>
internal static class AlertJson
{
    public static string Write(Alert alert)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", alert.Id.ToString());
            json.WriteString("rule_id", alert.RuleId);
            json.WriteString("title", alert.RuleTitle);
            json.WriteString("level", alert.Severity.ToString().ToLowerInvariant());
            json.WriteString("@timestamp", alert.At.ToString());
            json.WriteStartArray("tags");
            foreach (var tag in alert.Tags)
            {
                json.WriteStringValue(tag);
            }

            json.WriteEndArray();
            WritePairs(json, "matched", alert.Matched);
            WritePairs(json, "entities", alert.Entities);
            json.WriteStartArray("events");
            foreach (var copy in alert.Events)
            {
                json.WriteRawValue(copy.Json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WritePairs(Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        json.WriteStartArray(name);
        foreach (var (field, value) in pairs)
        {
            json.WriteStartObject();
            json.WriteString("field", field);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
