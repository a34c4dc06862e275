using System.Globalization;
using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.Watch.Alerts;
using Kotwal.Watch.Events;

namespace Kotwal.Watch.Timelines;

/// <summary>Puts the events of a host, a user or an address in order, with the alerts that concern it between them. Safe for many threads.</summary>
internal sealed class TimelineReader(EventHunts hunts, AlertReader alerts, ReadTrail reads)
{
    /// <summary>Most events of one timeline: the newest of the stretch.</summary>
    public const int MaxEvents = 300;

    private const int MaxAlerts = 200;

    /// <summary>The hunt that finds the events of a thing.</summary>
    public static string HuntFor(TimelineKind kind, string value) =>
        string.Join(" OR ", kind.Fields.Select(field => HuntText.Condition(field, value)));

    /// <summary>The timeline, the oldest entry first.</summary>
    /// <exception cref="IOException">The lake cannot be read, or the note cannot be taken.</exception>
    public async Task<Timeline> ReadAsync(TimelineKind kind, string value, TimeWindow window, ClaimsPrincipal user, CancellationToken cancel)
    {
        var reach = Reach.For(user, Policies.Read);
        var text = HuntFor(kind, value);
        await reads.NoteAsync(user, HuntReading.Of(text, window, AuditResult.Done, "timeline"), cancel);
        if (HuntText.Read(text, out var hunt) is { } error)
        {
            return new([], false, error.Message);
        }

        var answer = await hunts.AskAsync(HuntPart.Join(hunt.Within(window, EventRow.Projection)), reach, MaxEvents, cancel);
        if (answer.Result is not { } result)
        {
            return new([], false, answer.Failure ?? answer.Error?.Message);
        }

        var events = EventRow.Of(result, []).Where(row => row.At is not null).Select(row => new TimelineEntry(row.At!.Value, row, null)).ToList();

        // What was cut away has no place between which its alerts could stand.
        var from = result.IsCut ? events.Min(entry => entry.At) : window.From;
        var filter = new AlertFilter { Text = value, From = from, To = window.Until };
        var page = await alerts.ListAsync(filter, reach, null, MaxAlerts, cancel);
        var concerning = page.Alerts.Where(alert => alert.Entities.Any(entity => string.Equals(entity.Value, value, StringComparison.OrdinalIgnoreCase)))
            .Select(alert => new TimelineEntry(alert.At, null, alert));
        return new([.. events.Concat(concerning).OrderBy(entry => entry.At).ThenBy(entry => entry.Alert is null ? 0 : 1)], result.IsCut, null);
    }
}

/// <summary>What happened with a thing, in order.</summary>
/// <param name="Entries">The oldest first.</param>
/// <param name="IsCut">True when older events of the stretch are left out.</param>
/// <param name="Failure">Why it could not be read; null when it was.</param>
public sealed record Timeline(IReadOnlyList<TimelineEntry> Entries, bool IsCut, string? Failure)
{
    /// <summary>Number of events.</summary>
    public string Events => Entries.Count(entry => entry.Event is not null).ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Number of alerts.</summary>
    public string Alerts => Entries.Count(entry => entry.Alert is not null).ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>An event or an alert on a timeline.</summary>
public sealed record TimelineEntry(DateTimeOffset At, EventRow? Event, AlertRow? Alert);
