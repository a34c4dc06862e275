namespace Kotwal.Watch.Events;

/// <summary>Addresses of the events' pages.</summary>
internal static class EventLinks
{
    /// <summary>The page of one event.</summary>
    public static string Of(Guid id) => $"events/{id:D}";

    /// <summary>A search over all time for events in which a field has a value.</summary>
    public static string With(string field, string value) => Search(HuntText.Condition(field, value), new(TimeWindow.All, null, null));

    /// <summary>A search.</summary>
    public static string Search(string query, TimeWindow window)
    {
        (string Name, string? Value)[] parts =
        [
            ("q", query.Length == 0 ? null : query),
            ("range", window.Key == TimeWindow.Default ? null : window.Key),
            ("from", window.Key == TimeWindow.Custom ? TimeWindow.Write(window.From) : null),
            ("to", window.Key == TimeWindow.Custom ? TimeWindow.Write(window.Until) : null),
        ];
        var said = parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}");
        return "events" + string.Concat(said.Select((part, place) => (place == 0 ? "?" : "&") + part));
    }
}
