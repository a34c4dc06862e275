using System.Text.Json;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.People;
using Kotwal.Events.Alerts;

namespace Kotwal.City.Work;

/// <summary>
/// Says in which parts of the city an alert stands: in those of the events it is about, as their copies name them, and in those
/// that its entities name. Every desk that keeps something of an alert takes the parts from here.
/// </summary>
public static class AlertParts
{
    /// <summary>Most parts of one alert: all that its events can name, each of which stands in twelve at most.</summary>
    public const int MaxParts = Alert.MaxEvents * 12;

    /// <summary>
    /// What stands among the parts of an alert that is about the audit trail, and of an incident that came of it. It is no part of the
    /// city and nobody's grant can name it: those see it who may read the trail, and nobody else.
    /// </summary>
    public const string Audit = "audit";

    /// <summary>Whether one of the alert's events is an entry of the audit trail.</summary>
    public static bool IsOfAudit(Alert alert) => alert.Events.SelectMany(copy => FieldsOf(copy.Json))
        .Any(field => field is { Key: "kotwal.source", Value: IAuditTrail.EventSource });

    /// <summary>The parts, each once; empty when the alert stands in none and only those see it who reach the whole city.</summary>
    public static IReadOnlyList<ScopeKey> Of(Alert alert)
    {
        // The last event completed the statement, and its parts come first where there are too many.
        var named = alert.Entities.Concat(alert.Events.Reverse().SelectMany(copy => FieldsOf(copy.Json)));
        return [.. Of(named).Distinct().Take(MaxParts)];
    }

    /// <summary>The parts that the fields of one event name.</summary>
    public static IEnumerable<ScopeKey> Of(IEnumerable<KeyValuePair<string, string>> fields) =>
        fields.Select(field => ScopeFields.PartOf(field.Key, field.Value)).OfType<ScopeKey>();

    /// <summary>The fields of the copy of an event with their values, each value of a list by itself.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> FieldsOf(string json)
    {
        try
        {
            using var copy = JsonDocument.Parse(json);
            return copy.RootElement.ValueKind == JsonValueKind.Object
                ? [.. copy.RootElement.EnumerateObject().SelectMany(field => TextsOf(field.Value), (field, text) => KeyValuePair.Create(field.Name, text))]
                : [];
        }
        catch (JsonException)
        {
            // A copy that is no JSON names no part.
            return [];
        }
    }

    private static IEnumerable<string> TextsOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Object or JsonValueKind.Null => [],
        _ => [value.ToString()],
    };
}
