using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Events;

/// <summary>One event with all its fields.</summary>
public sealed partial class EventPage
{
    [Inject]
    private EventReader Reader { get; set; } = default!;

    [Parameter]
    public Guid Id { get; set; }

    /// <inheritdoc/>
    protected override async Task<EventView> ReadAsync(CancellationToken cancel)
    {
        var found = await Reader.FindAsync(Id, await LookerAsync(), cancel);
        return new(found, found is null ? [] : FieldGroup.Of(found.Fields.Select(Text).Where(field => field.Name != "event.original")));

        static ShownField Text(KeyValuePair<string, object> field) => new(field.Key, CellText.Of(field.Value));
    }
}

/// <summary>What the page of one event shows.</summary>
public sealed record EventView(FoundEvent? Event, IReadOnlyList<FieldGroup> Groups);
