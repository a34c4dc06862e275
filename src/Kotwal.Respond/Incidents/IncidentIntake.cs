using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Respond.Incidents;

/// <summary>Opens incidents that people ask for.</summary>
internal sealed class IncidentIntake(
    IDbContextFactory<CityDbContext> contexts, IAlertBook alerts, CityFeed feed, TimeProvider clock) : IIncidentIntake
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The severity is none of the known words.</exception>
    public async ValueTask<Guid> OpenAsync(IncidentRequest request, CancellationToken cancel)
    {
        var severity = Enum.Parse<AlertSeverity>(request.Severity, ignoreCase: true);
        var ids = request.AlertIds.Distinct().Select(id => new AlertId(id)).ToList();
        var summaries = await alerts.FindAsync(ids, request.Reach, cancel);

        await using var city = await contexts.CreateDbContextAsync(cancel);
        await using var write = await city.BeginWriteAsync(cancel);
        var ledger = new IncidentLedger(city, clock);
        var mine = request.Reach is { IsWholeCity: true, SeesAudit: true } ? ids : [.. summaries.Select(alert => alert.Id)];
        var known = await IncidentLedger.FindKnownAsync(city, mine, cancel);
        var incident = await FindAsync(city, known, mine, request.Reach, cancel);
        var free = summaries.Where(alert => !known.ContainsKey(alert.Id)).ToList();
        if (incident is null)
        {
            incident = await ledger.OpenAsync(request.Title, severity, request.OpenedBy, cancel);
            incident.StandIn(PartsOf(request, free));
            if (free.Any(alert => alert.IsOfAudit))
            {
                incident.StandInAudit();
            }
        }

        foreach (var alert in free.Where(_ => !incident.IsClosed))
        {
            await ledger.JoinAsync(incident, alert, Entity.Of(alert.Entities), request.OpenedBy, cancel);
        }

        await city.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        feed.Publish(CityTopic.Incidents);
        return incident.Id.Value;
    }

    // A report that says nothing of a place, by somebody who reaches some places: it is about these. Another's incident, into which
    // a guest was let, is no place.
    private static IEnumerable<ScopeKey> PartsOf(IncidentRequest request, List<AlertSummary> alerts) =>
        request.Parts.Count > 0 || alerts.Count > 0 ? request.Parts : request.Reach.Keys.Where(key => key.Kind != ScopeKind.Incident);

    // The incident of the first alert that is in one, if it is in reach; another is as unknown as none.
    private static async Task<Incident?> FindAsync(
        CityDbContext city, Dictionary<AlertId, IncidentId> known, List<AlertId> ids, Reach reach, CancellationToken cancel)
    {
        foreach (var id in ids.Where(known.ContainsKey).Select(alert => known[alert]).Distinct())
        {
            var incident = await city.IncidentsWithin(reach).AsSplitQuery().Include(one => one.Entities).Include(one => one.Parts)
                .SingleOrDefaultAsync(one => one.Id == id, cancel);
            if (incident is not null)
            {
                return incident;
            }
        }

        return null;
    }
}
