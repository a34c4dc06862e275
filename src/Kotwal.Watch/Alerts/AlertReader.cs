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
    /// <param name="after">The <see cref="AlertPage.Next"/> of the page before; null for the first one.</param>
    /// <param name="rows">Most rows, 1 to <see cref="MaxRows"/>; other numbers are brought into this range.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task<AlertPage> ListAsync(AlertFilter filter, string? after, int rows, CancellationToken cancel)
    {
        var take = Math.Clamp(rows, 1, MaxRows);
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var alerts = Narrow(city.Set<StoredAlert>().AsNoTracking(), filter);
        if (after is not null)
        {
            alerts = alerts.Where(alert => string.Compare(alert.Order, after) < 0);
        }

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

    /// <summary>How many alerts there are by severity and status.</summary>
    public async Task<IReadOnlyList<AlertCount>> CountAsync(AlertFilter filter, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        return await Narrow(city.Set<StoredAlert>().AsNoTracking(), filter)
            .GroupBy(alert => new { alert.Severity, alert.Status })
            .Select(group => new AlertCount(group.Key.Severity, group.Key.Status, group.Count()))
            .ToListAsync(cancel);
    }

    /// <summary>One alert whole, or null.</summary>
    public async Task<StoredAlert?> FindAsync(AlertId id, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        return await city.Set<StoredAlert>().AsNoTracking().SingleOrDefaultAsync(alert => alert.Id == id, cancel);
    }

    private static IQueryable<StoredAlert> Narrow(IQueryable<StoredAlert> alerts, AlertFilter filter)
    {
        if (filter.Severities.Count > 0)
        {
            alerts = alerts.Where(alert => filter.Severities.Contains(alert.Severity));
        }

        if (filter.Statuses.Count > 0)
        {
            alerts = alerts.Where(alert => filter.Statuses.Contains(alert.Status));
        }

        if (!string.IsNullOrEmpty(filter.RuleId))
        {
            alerts = alerts.Where(alert => alert.RuleId == filter.RuleId);
        }

        if (filter.From is { } from)
        {
            var first = AlertOrder.From(from);
            alerts = alerts.Where(alert => string.Compare(alert.Order, first) >= 0);
        }

        if (filter.To is { } to)
        {
            var end = AlertOrder.From(to);
            alerts = alerts.Where(alert => string.Compare(alert.Order, end) < 0);
        }

        // Contains is translated to instr and not to LIKE, so that percent signs and underscores mean themselves.
        return filter.Words.Aggregate(alerts, (some, word) => some.Where(alert => alert.SearchText.Contains(word)));
    }
}
