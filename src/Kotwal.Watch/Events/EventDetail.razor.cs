using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Events;

/// <summary>One event with all its fields, and the searches that stand around it.</summary>
public sealed partial class EventDetail
{
    private Guid shown;

    [Inject]
    private EventReader Reader { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid Id { get; set; }

    /// <summary>The search in whose list the event is open; null on its own page.</summary>
    [Parameter]
    public SearchState? State { get; set; }

    /// <summary>Called with the event when it has been read.</summary>
    [Parameter]
    public EventCallback<FoundEvent?> OnRead { get; set; }

    /// <inheritdoc/>
    protected override async Task<EventView> ReadAsync(CancellationToken cancel)
    {
        // An event does not change.
        if (shown == Id && Page is { HasValue: true, Failure: null })
        {
            return Page.Value!;
        }

        var found = await Reader.FindAsync(Id, await LookerAsync(), cancel);
        shown = Id;
        await OnRead.InvokeAsync(found);
        return new(found, found is null
            ? []
            : FieldGroup.Of(found.Fields.Where(field => field.Key != "event.original").Select(field => ShownField.Of(field.Key, field.Value))));
    }
}

/// <summary>What is shown of one event.</summary>
public sealed record EventView(FoundEvent? Event, IReadOnlyList<FieldGroup> Groups);
