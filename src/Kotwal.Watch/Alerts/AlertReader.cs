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

    /// <summary>Most alerts that a count looks at which has to look into each.</summary>
    public const int MaxCounted = 1_000;

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
        var seen = new List<Placed>();
        List<Placed> read;
        do
        {
            read = await ReadAsync(city, filter, reach, after, take + 1, cancel);
            seen.AddRange(read.Where(alert => alert.IsFound));
            after = read.LastOrDefault()?.Order;
        }
        while (read.Count > take && seen.Count <= take);
        return new([.. seen.Take(take).Select(alert => alert.Row)], seen.Count > take ? seen[take - 1].Order : null);
    }

    /// <summary>
    /// How many alerts in reach there are by severity and status. A search for words by somebody who reaches a part of the city
    /// counts the newest <see cref="MaxCounted"/>.
    /// </summary>
    public async Task<IReadOnlyList<AlertCount>> CountAsync(AlertFilter filter, Reach reach, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        if (!reach.IsWholeCity && filter.Words.Any())
        {
            // Words may occur in what is out of reach alone, and a count would tell.
            var read = await ReadAsync(city, filter, reach, after: null, MaxCounted, cancel);
            return [.. read.Where(alert => alert.IsFound).GroupBy(alert => (alert.Row.Severity, alert.Row.Status))
                .Select(group => new AlertCount(group.Key.Severity, group.Key.Status, group.Count()))];
        }

        return await filter.Narrow(city.AlertsWithin(reach, filter.Stretch(null)).AsNoTracking())
            .GroupBy(alert => new { alert.Severity, alert.Status })
            .Select(group => new AlertCount(group.Key.Severity, group.Key.Status, group.Count()))
            .ToListAsync(cancel);
    }

    /// <summary>One alert whole; null when there is none in reach.</summary>
    public async Task<StoredAlert?> FindAsync(AlertId id, Reach reach, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        return (await city.FindAlert(id, reach).AsNoTracking().SingleOrDefaultAsync(cancel))?.Within(reach);
    }

    private static async Task<List<Placed>> ReadAsync(
        CityDbContext city, AlertFilter filter, Reach reach, string? after, int rows, CancellationToken cancel)
    {
        var alerts = filter.Narrow(city.AlertsWithin(reach, filter.Stretch(after)).AsNoTracking());
        var read = await alerts.OrderByDescending(alert => alert.Order).Take(rows)
            .Select(alert => new Placed(
                alert.Order,
                new AlertRow(
                    alert.Id, alert.RuleId, alert.Title, alert.Severity, alert.At, alert.RaisedAt, alert.Status,
                    alert.CloseReason, alert.Assignee, alert.Entities),
                true))
            .ToListAsync(cancel);
        return reach.IsWholeCity ? read : await NarrowAsync(city, read, filter, reach, cancel);
    }

    private static async Task<List<Placed>> NarrowAsync(
        CityDbContext city, List<Placed> read, AlertFilter filter, Reach reach, CancellationToken cancel)
    {
        var words = filter.Words.ToList();
        var narrowed = new List<Placed>();
        foreach (var some in read.Chunk(MaxRows))
        {
            var ids = some.Select(alert => alert.Row.Id).ToList();
            var contents = await city.Set<StoredAlert>().AsNoTracking().Where(alert => ids.Contains(alert.Id))
                .Select(alert => new { alert.Id, alert.Tags, alert.Events }).ToDictionaryAsync(alert => alert.Id, cancel);
            foreach (var alert in some.Where(alert => contents.ContainsKey(alert.Row.Id)))
            {
                var excerpt = AlertExcerpt.Of(alert.Row.Entities, contents[alert.Row.Id].Events, reach);
                var text = excerpt.IsWhole ? null : AlertContent.SearchTextOf(alert.Row.Title, alert.Row.RuleId, contents[alert.Row.Id].Tags, excerpt.Entities);
                narrowed.Add(new(alert.Order, alert.Row with { Entities = excerpt.Entities }, text is null || words.TrueForAll(text.Contains)));
            }
        }

        return narrowed;
    }

    /// <param name="Order">The alert's place in time.</param>
    /// <param name="Row">The alert, as far as it is in reach.</param>
    /// <param name="IsFound">False when what was searched for occurs only in what is out of reach.</param>
    private sealed record Placed(string Order, AlertRow Row, bool IsFound);
}
