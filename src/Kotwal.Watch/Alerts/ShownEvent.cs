using System.Text.Json;
using Kotwal.Watch.Events;

namespace Kotwal.Watch.Alerts;

/// <summary>The copy of an event as the page of an alert shows it.</summary>
/// <param name="Id">The event's id in the lake.</param>
/// <param name="Fields">Its fields by name, those that matched first; null for whoever does not reach the event.</param>
public sealed record ShownEvent(Guid Id, IReadOnlyList<ShownField>? Fields)
{
    internal static ShownEvent Of(EventCopy copy, IReadOnlySet<string> matched) => new(
        copy.Id,
        copy.Json is null ? null :
        [
            .. FieldsOf(copy.Json).Select(field => new ShownField(field.Name, field.Value, matched.Contains(field.Name)))
                .OrderByDescending(field => field.IsMatched).ThenBy(field => field.Name, StringComparer.Ordinal),
        ]);

    private static IReadOnlyList<NamedValue> FieldsOf(string json)
    {
        try
        {
            using var copy = JsonDocument.Parse(json);
            return copy.RootElement.ValueKind == JsonValueKind.Object
                ? [.. copy.RootElement.EnumerateObject().Select(field => new NamedValue(field.Name, TextOf(field.Value)))]
                : [new("event.original", json)];
        }
        catch (JsonException)
        {
            // A copy that is no JSON is still shown, as the text it is.
            return [new("event.original", json)];
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(TextOf)),
        _ => value.ToString(),
    };
}
