using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Events;

/// <summary>The fields that the events of a search have, and the most frequent values of the one that is open.</summary>
public sealed partial class FieldsPanel
{
    // What analysts ask for first stands first.
    private static readonly string[] First =
    [
        "kotwal.source", "event.action", "event.category", "event.outcome", "host.name", "user.name", "source.ip", "destination.ip",
        "destination.port", "process.name", "city.service", "city.zone", "city.ward",
    ];

    private string words = "";
    private (string Query, string Window)? asked;
    private IReadOnlyList<FoundField> fields = [];
    private TopValues? values;

    [Inject]
    private FieldSearch Search { get; set; } = default!;

    /// <summary>The search.</summary>
    [Parameter, EditorRequired]
    public SearchState State { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task<FieldsAnswer> ReadAsync(CancellationToken cancel)
    {
        // The bounds of a stretch up to now move on with the clock; that alone asks nothing anew.
        var asking = (State.Query, State.Window.Key == TimeWindow.Custom ? $"{State.Window.From} {State.Window.Until}" : State.Window.Key);
        var isNew = asked != asking || Page.Failure is not null;
        var looker = await LookerAsync();
        if (isNew)
        {
            fields = await Search.FieldsAsync(State, looker, cancel);
        }

        if (isNew || values?.Field != State.Field)
        {
            values = State.Field is null ? null : await Search.ValuesAsync(State, State.Field, looker, cancel);
        }

        asked = asking;
        return new(fields, values);
    }

    private IEnumerable<FoundField> Shown(IReadOnlyList<FoundField> found) =>
        found.Where(field => field.Name.Contains(words.Trim(), StringComparison.OrdinalIgnoreCase))
            .OrderBy(field => Array.IndexOf(First, field.Name) is var place and >= 0 ? place : First.Length).ThenBy(field => field.Name, StringComparer.Ordinal);

    private bool IsColumn(FoundField field) => State.Columns.Contains(field.Name);

    private static string Wide(long count, long all) => (100.0 * count / Math.Max(all, 1)).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Write(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>What the panel of fields shows.</summary>
/// <param name="Fields">By name.</param>
/// <param name="Values">Of the open field; null when none is open.</param>
public sealed record FieldsAnswer(IReadOnlyList<FoundField> Fields, TopValues? Values);
