using System.Data.Common;
using Kotwal.City.Data;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Alerts;

/// <summary>Stores alerts for the analysts. A batch is one transaction; alerts that are known stay as they are.</summary>
internal sealed class AlertSink(
    IDbContextFactory<CityDbContext> contexts, CityFeed feed, WatchMeter meter, TimeProvider clock) : IAlertSink
{
    private const int IdsPerQuestion = 500;

    public async ValueTask AcceptAsync(IReadOnlyList<Alert> alerts, CancellationToken cancel)
    {
        if (alerts.Count == 0)
        {
            return;
        }

        try
        {
            var stored = await StoreAsync(alerts, cancel);
            if (stored > 0)
            {
                meter.AlertsStored(stored);
                feed.Publish(CityTopic.Alerts);
            }
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException)
        {
            throw new IOException("The alerts could not be stored.", failure);
        }
    }

    private async Task<int> StoreAsync(IReadOnlyList<Alert> alerts, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        await using var write = await city.BeginWriteAsync(cancel);
        var known = await FindKnownAsync(city, alerts, cancel);
        var now = clock.GetUtcNow();
        var stored = 0;
        foreach (var alert in alerts)
        {
            if (known.Add(alert.Id))
            {
                var kept = StoredAlert.From(alert, now);
                city.Add(kept);
                city.AddRange(PartsOf(alert).Select(part => new AlertPart(kept.Id, part, kept.Order)));
                stored++;
            }
        }

        await city.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return stored;
    }

    private static IEnumerable<string> PartsOf(Alert alert)
    {
        var parts = AlertParts.Of(alert).Select(part => part.ToString());
        return AlertParts.IsOfAudit(alert) ? parts.Append(AlertParts.Audit) : parts;
    }

    private static async Task<HashSet<AlertId>> FindKnownAsync(
        CityDbContext city, IReadOnlyList<Alert> alerts, CancellationToken cancel)
    {
        var known = new HashSet<AlertId>();
        foreach (var some in alerts.Select(alert => alert.Id).Chunk(IdsPerQuestion))
        {
            known.UnionWith(await city.Set<StoredAlert>()
                .Where(alert => some.Contains(alert.Id)).Select(alert => alert.Id).ToListAsync(cancel));
        }

        return known;
    }
}
