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
        var incident = known.Count > 0
            ? await LoadAsync(city, known.Values.First(), cancel)
            : await ledger.OpenAsync(request.Title, severity, request.OpenedBy, cancel);
        if (known.Count == 0)
        {
            incident.StandIn(PartsOf(request, summaries));
            if (summaries.Any(alert => alert.IsOfAudit))
            {
                incident.StandInAudit();
            }
        }

        foreach (var alert in summaries.Where(alert => !incident.IsClosed && !known.ContainsKey(alert.Id)))
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
    private static IEnumerable<ScopeKey> PartsOf(IncidentRequest request, IReadOnlyList<AlertSummary> alerts) =>
        request.Parts.Count > 0 || alerts.Count > 0 ? request.Parts : request.Reach.Keys.Where(key => key.Kind != ScopeKind.Incident);

    private static Task<Incident> LoadAsync(CityDbContext city, IncidentId id, CancellationToken cancel) =>
        city.Set<Incident>().AsSplitQuery().Include(incident => incident.Entities).Include(incident => incident.Parts)
            .SingleAsync(incident => incident.Id == id, cancel);
}
