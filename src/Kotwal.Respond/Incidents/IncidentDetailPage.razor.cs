using Kotwal.City.Audit;
using Kotwal.City.Work;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Respond.Incidents;

/// <summary>One incident: whom it concerns, its alerts, what happened and what people did.</summary>
public sealed partial class IncidentDetailPage
{
    [Inject]
    private IncidentReader Reader { get; set; } = default!;

    [Inject]
    private ReadTrail Reads { get; set; } = default!;

    [Parameter]
    public Guid Id { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Incidents];

    private string Heading =>
        Page.Value?.View?.Incident is { } incident ? $"{incident.Number} {incident.Title}" : Text["incident.title"];

    /// <inheritdoc/>
    protected override async Task<IncidentLookup> ReadAsync(CancellationToken cancel)
    {
        var view = await Reader.FindAsync(new IncidentId(Id), await ReachAsync(), cancel);
        if (view is not null)
        {
            await Reads.NoteAsync(await LookerAsync(), "incident.read", view.Incident.Number, cancel);
        }

        return new(view);
    }

    // The alerts about the same, on the other desk's page; it searches for words.
    private static string EntityLink(IncidentEntity entity) => $"alerts?status=all&q={Uri.EscapeDataString(entity.Value)}";
}

/// <summary>The incident that was looked for; null when there is none.</summary>
public sealed record IncidentLookup(IncidentView? View);
