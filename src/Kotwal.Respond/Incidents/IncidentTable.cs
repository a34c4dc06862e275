using System.Runtime.CompilerServices;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Respond.Incidents;

/// <summary>The incidents as a table of hunts: one row for each, with the alerts in reach that it lists.</summary>
internal sealed class IncidentTable(IDbContextFactory<CityDbContext> contexts, IAlertBook book) : ITableSource
{
    private const int Page = 200;

    public string Name => "incidents";

    public IReadOnlyList<TableSourceColumn> Columns { get; } =
    [
        new("@timestamp", TableSourceKind.Time),
        new("incident.id"),
        new("incident.number"),
        new("incident.title", TableSourceKind.Text),
        new("incident.severity"),
        new("incident.status"),
        new("incident.opened_by"),
        new("incident.closed", TableSourceKind.Time),
        new("incident.last_alert", TableSourceKind.Time),
        new("incident.alerts", TableSourceKind.Number),
        new("alert.ids", TableSourceKind.List),
    ];

    public async IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(
        Reach reach, DateTimeOffset? from, DateTimeOffset? to, [EnumeratorCancellation] CancellationToken cancel)
    {
        (int Year, int Serial) before = (int.MaxValue, 0);
        List<Incident> incidents;
        do
        {
            await using var city = await contexts.CreateDbContextAsync(cancel);
            incidents = await city.IncidentsWithin(reach).AsNoTracking()
                .Where(i => i.Year < before.Year || (i.Year == before.Year && i.Serial < before.Serial))
                .OrderByDescending(i => i.Year).ThenByDescending(i => i.Serial).Take(Page).ToListAsync(cancel);
            var alerts = await AlertsOfAsync(city, incidents, reach, cancel);
            foreach (var incident in incidents.Where(i => !(i.OpenedAt < from) && !(i.OpenedAt > to)))
            {
                yield return RowOf(incident, alerts[incident.Id]);
            }

            before = incidents is [.., var last] ? (last.Year, last.Serial) : before;
        }
        while (incidents.Count == Page);
    }

    // Who reaches a part of the city sees of an incident the alerts in reach; who was let in to it, all of them.
    private async Task<ILookup<IncidentId, AlertId>> AlertsOfAsync(
        CityDbContext city, List<Incident> incidents, Reach reach, CancellationToken cancel)
    {
        var ids = incidents.ConvertAll(incident => incident.Id);
        var listed = await city.Set<IncidentAlert>().AsNoTracking().Where(alert => ids.Contains(alert.IncidentId))
            .OrderBy(alert => alert.At).Select(alert => new { alert.IncidentId, alert.AlertId }).ToListAsync(cancel);
        if (!reach.IsWholeCity)
        {
            var unsure = listed.FindAll(alert => !reach.IsGuestIn(alert.IncidentId)).ConvertAll(alert => alert.AlertId);
            var reached = (await book.FindAsync(unsure, reach, cancel)).Select(alert => alert.Id).ToHashSet();
            listed.RemoveAll(alert => !reach.IsGuestIn(alert.IncidentId) && !reached.Contains(alert.AlertId));
        }

        return listed.ToLookup(alert => alert.IncidentId, alert => alert.AlertId);
    }

    private static List<object?> RowOf(Incident incident, IEnumerable<AlertId> alerts) =>
    [
        incident.OpenedAt,
        incident.Id.Value.ToString("D"),
        incident.Number,
        incident.Title,
        incident.Severity.ToString().ToLowerInvariant(),
        incident.Status.ToString().ToLowerInvariant(),
        incident.OpenedBy,
        incident.ClosedAt,
        incident.LastAlertAt,
        (long)incident.AlertCount,
        alerts.Select(alert => alert.Value.ToString("D")).ToList(),
    ];
}
