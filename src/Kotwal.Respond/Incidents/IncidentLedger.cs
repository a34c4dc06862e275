using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Respond.Incidents;

/// <summary>
/// Finds, opens and fills incidents inside the caller's transaction. Which incident an alert joins depends only on what is
/// stored and on the times of events, never on the clock, so that a replay decides the same.
/// </summary>
/// <param name="city">A context with an open transaction.</param>
/// <param name="clock">Says when something is opened or added.</param>
internal sealed class IncidentLedger(CityDbContext city, TimeProvider clock)
{
    /// <summary>Alerts further apart than this are not taken for one story.</summary>
    public static readonly TimeSpan JoinWindow = TimeSpan.FromHours(24);

    private const int IdsPerQuestion = 500;

    /// <summary>The alerts among these that belong to an incident already, with the incident.</summary>
    public static async Task<Dictionary<AlertId, IncidentId>> FindKnownAsync(
        CityDbContext city, IReadOnlyCollection<AlertId> ids, CancellationToken cancel)
    {
        var known = new Dictionary<AlertId, IncidentId>();
        foreach (var some in ids.Chunk(IdsPerQuestion))
        {
            var listed = city.Set<IncidentAlert>().Where(alert => some.Contains(alert.AlertId))
                .Select(alert => new { alert.AlertId, alert.IncidentId });
            var counted = city.Set<CountedAlert>().Where(alert => some.Contains(alert.AlertId))
                .Select(alert => new { alert.AlertId, alert.IncidentId });
            await foreach (var alert in listed.Concat(counted).AsAsyncEnumerable().WithCancellation(cancel))
            {
                known[alert.AlertId] = alert.IncidentId;
            }
        }

        return known;
    }

    /// <summary>
    /// The incident that is not closed, concerns one of these, and whose latest alert is at most <see cref="JoinWindow"/> away;
    /// among several the one whose latest alert is the latest, then the one opened first. Where an alert stands in parts of the city,
    /// an incident that stands in others alone is none for it: people of both would come to see each other's work because two
    /// systems have a user of the same name. What came of the audit trail is one story, and what others may see too is another.
    /// </summary>
    /// <param name="concerned">Whom the alert concerns.</param>
    /// <param name="parts">Where it stands.</param>
    /// <param name="at">When it was.</param>
    /// <param name="isOfAudit">True when it came of the audit trail.</param>
    /// <param name="cancel">Ends the question.</param>
    public Task<Incident?> FindOpenAsync(
        IReadOnlyList<Entity> concerned, IReadOnlyList<ScopeKey> parts, DateTimeOffset at, bool isOfAudit, CancellationToken cancel)
    {
        var places = parts.Select(part => part.ToString()).ToArray();
        var room = Incident.MaxParts + 1 - places.Length;
        var (from, to) = (at - JoinWindow, at + JoinWindow);
        var hosts = ValuesOf(concerned, Entity.Hosts);
        var addresses = ValuesOf(concerned, Entity.Addresses);
        var users = ValuesOf(concerned, Entity.Users);
        var rules = ValuesOf(concerned, Entity.Rules);
        return city.Set<Incident>()
            .AsSplitQuery().Include(incident => incident.Entities).Include(incident => incident.Parts)
            .Where(incident => incident.Status != IncidentStatus.Closed)
            .Where(incident => incident.LastAlertAt >= from && incident.LastAlertAt <= to)
            .Where(incident => incident.Parts.Any(part => part.Part == AlertParts.Audit) == isOfAudit)
            .Where(incident => incident.Entities.Any(entity =>
                (entity.Field == Entity.Hosts && hosts.Contains(entity.Value))
                || (entity.Field == Entity.Addresses && addresses.Contains(entity.Value))
                || (entity.Field == Entity.Users && users.Contains(entity.Value))
                || (entity.Field == Entity.Rules && rules.Contains(entity.Value))))
            .Where(incident => places.Length == 0
                || incident.Parts.Count(part => part.Part != AlertParts.Audit) == 1
                || incident.Parts.Any(part => places.Contains(part.Part)))
            .Where(incident => incident.Parts.Count(part => !places.Contains(part.Part)) <= room)
            .OrderByDescending(incident => incident.LastAlertAt).ThenBy(incident => incident.Year).ThenBy(incident => incident.Serial)
            .FirstOrDefaultAsync(cancel);
    }

    /// <summary>Opens an incident with the next free number.</summary>
    public async Task<Incident> OpenAsync(string title, AlertSeverity severity, string? openedBy, CancellationToken cancel)
    {
        var year = clock.GetUtcNow().UtcDateTime.Year;
        var greatest = await city.Set<Incident>().Where(incident => incident.Year == year)
            .MaxAsync(incident => (int?)incident.Serial, cancel);
        var incident = Incident.Open(new IncidentNumber(year, (greatest ?? 0) + 1), title, severity, openedBy, clock);
        city.Add(incident);
        await city.SaveChangesAsync(cancel);
        return incident;
    }

    /// <summary>Adds an alert that belongs to no incident yet.</summary>
    public async Task JoinAsync(
        Incident incident, AlertSummary alert, IReadOnlyList<Entity> concerned, string? addedBy, CancellationToken cancel)
    {
        var listed = incident.Join(alert, concerned, addedBy, clock.GetUtcNow());
        city.Add(listed is null ? new CountedAlert(alert.Id, incident.Id) : listed);
        await city.SaveChangesAsync(cancel);
    }

    private static string[] ValuesOf(IReadOnlyList<Entity> entities, string field) =>
        [.. entities.Where(entity => entity.Field == field).Select(entity => entity.Value)];
}
