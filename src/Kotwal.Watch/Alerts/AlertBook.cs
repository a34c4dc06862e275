using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Alerts;

/// <summary>Tells other desks of stored alerts.</summary>
internal sealed class AlertBook(IDbContextFactory<CityDbContext> contexts) : IAlertBook
{
    private const int IdsPerQuestion = 500;

    public async ValueTask<bool> ReachesAllAsync(IReadOnlyCollection<AlertId> ids, Reach reach, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        foreach (var some in ids.Distinct().Chunk(IdsPerQuestion))
        {
            if (await city.AlertsWithin(reach, AlertStretch.Always).CountAsync(alert => some.Contains(alert.Id), cancel) < some.Length)
            {
                return false;
            }
        }

        return true;
    }

    public async ValueTask<IReadOnlyList<AlertSummary>> FindAsync(IReadOnlyCollection<AlertId> ids, Reach reach, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var found = new List<AlertSummary>();
        foreach (var some in ids.Chunk(IdsPerQuestion))
        {
            var rows = await city.AlertsWithin(reach, AlertStretch.Always).AsNoTracking()
                .Where(alert => some.Contains(alert.Id))
                .Select(alert => new { alert.Id, alert.Title, alert.Severity, alert.At, alert.Entities, alert.Events })
                .ToListAsync(cancel);
            var parts = (await city.Set<AlertPart>().Where(part => some.Contains(part.AlertId)).ToListAsync(cancel)).ToLookup(part => part.AlertId);
            found.AddRange(rows.Select(row => new AlertSummary(
                row.Id, row.Title, row.Severity, row.At,
                [.. AlertExcerpt.Of(row.Entities, row.Events, reach).Entities.Select(e => KeyValuePair.Create(e.Name, e.Value))],
                [.. parts[row.Id].Select(Read).OfType<ScopeKey>()])
            {
                IsOfAudit = parts[row.Id].Any(part => part.Part == AlertParts.Audit),
            }));
        }

        return [.. found.OrderBy(alert => alert.At).ThenBy(alert => alert.Id.Value)];

        static ScopeKey? Read(AlertPart part) => ScopeKey.TryParse(part.Part, out var key) ? key : null;
    }
}
