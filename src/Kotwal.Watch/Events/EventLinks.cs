namespace Kotwal.Watch.Events;

/// <summary>Addresses of the events' pages.</summary>
internal static class EventLinks
{
    /// <summary>The page of one event.</summary>
    public static string Of(Guid id) => $"events/{id:D}";

    /// <summary>A search over all time for events in which a field has a value.</summary>
    public static string With(string field, string value) => Search(HuntText.Condition(field, value), new(TimeWindow.All, null, null));

    /// <summary>A search.</summary>
    public static string Search(string query, TimeWindow window) => new SearchState(query, window).Href;
}
