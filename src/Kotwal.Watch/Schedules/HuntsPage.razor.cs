using System.Security.Claims;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Kotwal.Watch.Hunts;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Schedules;

/// <summary>The hunts that people saved, which of them run by themselves, and what those found.</summary>
public sealed partial class HuntsPage
{
    private int every = 15;
    private AlertSeverity severity = AlertSeverity.Medium;
    private string? said;
    private bool isDone;
    private Guid? shown;

    [Inject]
    private SavedHunts Hunts { get; set; } = default!;

    /// <summary>The hunt that is open.</summary>
    [SupplyParameterFromQuery(Name = "hunt")]
    public string? Open { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Alerts];

    /// <inheritdoc/>
    protected override async Task<HuntsContent> ReadAsync(CancellationToken cancel)
    {
        var looker = await LookerAsync();
        var hunts = await Hunts.ListAsync(looker, cancel);
        var runs = OpenId is { } id ? await Hunts.RunsAsync(new(id), looker, cancel) : [];
        if (shown != OpenId && hunts.FirstOrDefault(entry => entry.Hunt.Id.Value == OpenId)?.Schedule is { } schedule)
        {
            (every, severity) = (schedule.EveryMinutes, schedule.Severity);
        }

        shown = OpenId;
        return new(hunts, runs);
    }

    private Guid? OpenId => Guid.TryParse(Open, out var id) ? id : null;

    private bool IsOpen(HuntEntry entry) => entry.Hunt.Id.Value == OpenId;

    private Task ScheduleAsync(HuntEntry entry, bool isOn) =>
        DoAsync(user => Hunts.ScheduleAsync(entry.Hunt.Id, every, severity, isOn, user, CancellationToken.None));

    private Task DeleteAsync(HuntEntry entry) => DoAsync(user => Hunts.DeleteAsync(entry.Hunt.Id, user, CancellationToken.None));

    // A deed that was begun is ended even when the person has left the page.
    private async Task DoAsync(Func<ClaimsPrincipal, Task<HuntDecision>> deed)
    {
        var decision = await deed(await LookerAsync());
        (isDone, said) = (decision == HuntDecision.Done, "hunts.decision." + decision.ToString().ToLowerInvariant());
        await ReloadAsync();
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Hunts">One's own and the shared ones.</param>
/// <param name="Runs">Of the open hunt, the newest first.</param>
public sealed record HuntsContent(IReadOnlyList<HuntEntry> Hunts, IReadOnlyList<HuntRun> Runs);
