using Kotwal.Watch.Hunts;

namespace Kotwal.Watch.Events;

/// <summary>All that the Events page shows, as its address says it, so that it can be handed on. Immutable.</summary>
/// <param name="Query">The hunt as it was typed.</param>
/// <param name="Window">The stretch of time.</param>
public sealed record SearchState(string Query, TimeWindow Window)
{
    /// <summary>Most columns that a person may choose.</summary>
    public const int MaxColumns = 12;

    /// <summary>Longest name of a field that is taken from an address, in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>Fields to be shown as columns, in order; none for the usual ones.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The field whose values are counted; null for none.</summary>
    public string? Field { get; init; }

    /// <summary>The event that is open in the list; null for none.</summary>
    public Guid? Event { get; init; }

    /// <summary>The address of the page.</summary>
    public string Href => "events" + Question();

    /// <summary>The search as it is kept. A stretch up to now stays one.</summary>
    public SavedSearch Saved => new(
        Query, Window.Key, Window.Key == TimeWindow.Custom ? Window.From : null, Window.Key == TimeWindow.Custom ? Window.Until : null, Columns);

    /// <summary>A search that was kept.</summary>
    public static SearchState Of(SavedSearch saved) => new(saved.Query, new(saved.Range, saved.From, saved.Until)) { Columns = saved.Columns };

    /// <summary>What is in an address: names that are none are left out.</summary>
    internal static IReadOnlyList<string> ReadColumns(IEnumerable<string>? names) =>
        [.. (names ?? []).Where(IsName).Distinct(StringComparer.Ordinal).Take(MaxColumns)];

    internal static string? ReadField(string? name) => name is not null && IsName(name) ? name : null;

    /// <summary>The same search for events in which the field has the value, or has it not. No value asks whether the field is there.</summary>
    internal SearchState Filtered(string field, string? value, bool isOut) =>
        this with { Query = HuntFilter.With(Query, field, value, isOut), Event = null };

    /// <summary>With the column when it is not shown, without it when it is.</summary>
    internal SearchState Toggled(string column) => this with
    {
        Columns = Columns.Contains(column) ? [.. Columns.Where(shown => shown != column)] : [.. Columns, column],
    };

    /// <summary>What stands behind the path: the question mark and all that is not as usual.</summary>
    /// <param name="further">Further names and values, put last.</param>
    internal string Question(params ReadOnlySpan<(string Name, string? Value)> further)
    {
        List<(string Name, string? Value)> parts =
        [
            ("q", Query.Length == 0 ? null : Query),
            ("range", Window.Key == TimeWindow.Default ? null : Window.Key),
            ("from", Window.Key == TimeWindow.Custom ? TimeWindow.Write(Window.From) : null),
            ("to", Window.Key == TimeWindow.Custom ? TimeWindow.Write(Window.Until) : null),
            .. Columns.Select(column => ("col", (string?)column)),
            ("field", Field),
            ("event", Event?.ToString("D")),
            .. further,
        ];
        var said = parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}");
        return string.Concat(said.Select((part, place) => (place == 0 ? "?" : "&") + part));
    }

    private static bool IsName(string name) => name.Length is > 0 and <= MaxNameLength && !name.Any(char.IsControl);
}
