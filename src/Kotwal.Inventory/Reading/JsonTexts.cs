using System.Text.Json;

namespace Kotwal.Inventory.Reading;

/// <summary>Looks into JSON of strangers without throwing: what is not there, or of another type, is null.</summary>
internal static class JsonTexts
{
    public static JsonElement? Member(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    /// <summary>A text, or a number or truth value as text; null for others.</summary>
    public static string? Text(this JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };

    public static string? Text(this JsonElement parent, string name) => parent.Member(name)?.Text();

    /// <summary>A text within an object within.</summary>
    public static string? Text(this JsonElement parent, string name, string inner) => parent.Member(name)?.Text(inner);

    /// <summary>Elements of an array; none for others.</summary>
    public static IEnumerable<JsonElement> Elements(this JsonElement parent, string name) =>
        parent.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>Members of an object; none for others.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement parent, string name) =>
        parent.Member(name) is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject() : [];
}
