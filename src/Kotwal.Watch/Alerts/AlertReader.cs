using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.Events.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Alerts;

/// <summary>Answers questions about stored alerts, for pages and for the API alike. Safe for many threads.</summary>
internal sealed class AlertReader(IDbContextFactory<CityDbContext> contexts)
{
    /// <summary>Most rows of one page.</summary>
    public const int MaxRows = 200;

    /// <summary>A page of the list, the newest alerts first.</summary>
    /// <param name="filter">Which alerts.</param>
    /// <param name="reach">How much of the city the one who asks reaches.</param>
    /// <param name="after">The <see cref="AlertPage.Next"/> of the page before; null for the first one.</param>
    /// <param name="rows">Most rows, 1 to <see cref="MaxRows"/>; other numbers are brought into this range.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<AlertPage> ListAsync(AlertFilter filter, Reach reach, string? after, int rows, CancellationToken cancel)
    {
        var take = Math.Clamp(rows, 1, MaxRows);
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var alerts = filter.Narrow(city.AlertsWithin(reach, filter.Stretch(after)).AsNoTracking());
        var found = await alerts.OrderByDescending(alert => alert.Order).Take(take + 1)
            .Select(alert => new
            {
                alert.Order,
                Row = new AlertRow(
                    alert.Id, alert.RuleId, alert.Title, alert.Severity, alert.At, alert.RaisedAt, alert.Status,
                    alert.CloseReason, alert.Assignee, alert.Entities),
            })
            .ToListAsync(cancel);
        return new(
            [.. found.Take(take).Select(alert => alert.Row)],
            found.Count > take ? found[take - 1].Order : null);
    }

    /// <summary>How many alerts in reach there are by severity and status.</summary>
    public async Task<IReadOnlyList<AlertCount>> CountAsync(AlertFilter filter, Reach reach, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        return await filter.Narrow(city.AlertsWithin(reach, filter.Stretch(null)).AsNoTracking())
            .GroupBy(alert => new { alert.Severity, alert.Status })
            .Select(group => new AlertCount(group.Key.Severity, group.Key.Status, group.Count()))
            .ToListAsync(cancel);
    }

    /// <summary>One alert whole; null when there is none in reach.</summary>
    public async Task<StoredAlert?> FindAsync(AlertId id, Reach reach, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        return await city.FindAlert(id, reach).AsNoTracking().SingleOrDefaultAsync(cancel);
    }
}
