using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Respond.Incidents;

/// <summary>Answers questions about incidents, for pages, for the API and for other desks. Safe for many threads.</summary>
internal sealed class IncidentReader(IDbContextFactory<CityDbContext> contexts, IAlertBook book) : IWorkload
{
    /// <summary>Most rows of one page.</summary>
    public const int MaxRows = 200;

    /// <summary>A page of the list, the incidents opened last first.</summary>
    /// <param name="filter">Which incidents.</param>
    /// <param name="reach">How much of the city the one who asks reaches.</param>
    /// <param name="before">The number at which the page before ended; null for the first page.</param>
    /// <param name="rows">Most rows, 1 to <see cref="MaxRows"/>; other numbers are brought into this range.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<IncidentPage> ListAsync(
        IncidentFilter filter, Reach reach, IncidentNumber? before, int rows, CancellationToken cancel)
    {
        var take = Math.Clamp(rows, 1, MaxRows);
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var incidents = filter.Narrow(city.IncidentsWithin(reach).AsNoTracking(), reach);
        if (before is { } last)
        {
            incidents = incidents.Where(i => i.Year < last.Year || (i.Year == last.Year && i.Serial < last.Serial));
        }

        var found = await incidents.OrderByDescending(i => i.Year).ThenByDescending(i => i.Serial).Take(take + 1)
            .Select(i => new IncidentRow(
                i.Id, i.Number, i.Title, i.Severity, i.Status, i.OpenedAt, i.OpenedBy, i.ClosedAt, i.LastAlertAt, i.AlertCount))
            .ToListAsync(cancel);
        return new([.. found.Take(take)], found.Count > take ? found[take - 1].Number : null);
    }

    /// <summary>How many incidents in reach there are of each status.</summary>
    public async Task<IReadOnlyDictionary<IncidentStatus, int>> CountAsync(Reach reach, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        return await city.IncidentsWithin(reach).GroupBy(i => i.Status)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(status => status.Key, status => status.Count, cancel);
    }

    /// <summary>
    /// One incident; null when there is none in reach. Who reaches some of its alerts alone is shown these and whom they concern;
    /// notes are for all who work on it.
    /// </summary>
    public async Task<IncidentView?> FindAsync(IncidentId id, Reach reach, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var incident = await city.IncidentsWithin(reach).AsNoTracking().AsSplitQuery()
            .Include(i => i.Entities).Include(i => i.Notes).SingleOrDefaultAsync(i => i.Id == id, cancel);
        if (incident is null)
        {
            return null;
        }

        var alerts = await city.Set<IncidentAlert>().AsNoTracking().Where(alert => alert.IncidentId == id)
            .OrderByDescending(alert => alert.At).ToListAsync(cancel);
        if (reach.IsWholeCity || reach.IsGuestIn(id))
        {
            return new(incident, alerts, incident.Entities, Outside: 0);
        }

        var reached = (await book.FindAsync(alerts.ConvertAll(alert => alert.AlertId), reach, cancel)).ToDictionary(alert => alert.Id);
        var concerned = reached.Values.SelectMany(alert => Entity.Of(alert.Entities)).ToHashSet();
        return new(
            incident,
            alerts.FindAll(alert => reached.ContainsKey(alert.AlertId)),
            [.. incident.Entities.Where(entity => entity.Field == Entity.Rules || concerned.Contains(entity.Entity))],
            alerts.Count(alert => !reached.ContainsKey(alert.AlertId)));
    }

    /// <inheritdoc/>
    public async ValueTask<Workload> ReadAsync(int newest, Reach reach, CancellationToken cancel)
    {
        var filter = new IncidentFilter { Statuses = IncidentFilter.NotClosed };
        var counts = await CountAsync(reach, cancel);
        var page = await ListAsync(filter, reach, before: null, newest, cancel);
        return new(
            counts.Where(status => status.Key != IncidentStatus.Closed).Sum(status => status.Value),
            [.. page.Incidents.Select(row => row.ToWorkItem())]);
    }

    /// <inheritdoc/>
    public async ValueTask<WorkItem?> FindForAlertAsync(AlertId alert, Reach reach, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var known = await IncidentLedger.FindKnownAsync(city, [alert], cancel);
        if (!known.TryGetValue(alert, out var id))
        {
            return null;
        }

        var row = await city.IncidentsWithin(reach).AsNoTracking().Where(i => i.Id == id)
            .Select(i => new IncidentRow(
                i.Id, i.Number, i.Title, i.Severity, i.Status, i.OpenedAt, i.OpenedBy, i.ClosedAt, i.LastAlertAt, i.AlertCount))
            .SingleOrDefaultAsync(cancel);
        return row?.ToWorkItem();
    }
}
