using System.Text;
using System.Text.Json;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Events.Json;
using Kotwal.Hunt;
using Kotwal.Lake;
using Kotwal.Querying;

namespace Kotwal.Pipeline;

/// <summary>
/// Completes alerts about several events: detection remembers the ids of earlier ones, the batch at hand or the lake has the
/// events themselves.
/// </summary>
internal sealed class EventCopies(IEventStore store)
{
    // One hunt a batch: a flood of guesses makes alerts about tens of thousands of events, and storing must not wait for them.
    private const int MaxIdsFromLake = 500;

    /// <summary>
    /// Gives alerts copies of the events they are about: all that are in the batch, and up to 500 older ones. An event beyond
    /// these or gone from the lake stays an id.
    /// </summary>
    /// <param name="alerts">The alerts; replaced by completed ones.</param>
    /// <param name="batch">The events that detection has just looked at.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="IOException">The lake cannot be read; the caller tries again.</exception>
    /// <exception cref="QueryFailedException">The lake did not answer in time; the caller tries again.</exception>
    public async ValueTask CompleteAsync(List<Alert> alerts, EventBatch batch, CancellationToken cancel)
    {
        var missing = alerts.SelectMany(alert => alert.Events).Where(copy => copy.IsIdOnly).Select(copy => copy.Id).ToHashSet();
        if (missing.Count == 0)
        {
            return;
        }

        var found = TakeFrom(batch, missing);
        if (missing.Count > 0)
        {
            await FindAsync([.. missing.Take(MaxIdsFromLake)], found, cancel);
        }

        for (var index = 0; index < alerts.Count; index++)
        {
            alerts[index] = alerts[index] with
            {
                Events = [.. alerts[index].Events.Select(copy =>
                    copy.IsIdOnly && found.TryGetValue(copy.Id, out var json) ? copy with { Json = json } : copy)],
            };
        }
    }

    private static Dictionary<SecurityEventId, string> TakeFrom(EventBatch batch, HashSet<SecurityEventId> missing)
    {
        var found = new Dictionary<SecurityEventId, string>();
        for (var index = 0; index < batch.Count && missing.Count > 0; index++)
        {
            if (missing.Remove(batch[index].Id))
            {
                found[batch[index].Id] = EventJson.ForAlert(batch[index]);
            }
        }

        return found;
    }

    private async ValueTask FindAsync(SecurityEventId[] ids, Dictionary<SecurityEventId, string> found, CancellationToken cancel)
    {
        var result = await store.QueryAsync(HuntFor(ids), QueryLimits.Page, cancel);
        var idColumn = result.Columns.Select(column => column.Name).ToList().IndexOf("event.id");
        foreach (var row in result.Rows)
        {
            if (Guid.TryParse(row[idColumn] as string, out var id))
            {
                found[new SecurityEventId(id)] = ToJson(result, row) ?? AlertEvent.IdOnly(new SecurityEventId(id));
            }
        }
    }

    // Ids begin with the time of receipt, which spares the lake all other days.
    private static HuntQuery HuntFor(SecurityEventId[] ids)
    {
        var first = DateTimeOffset.FromUnixTimeMilliseconds(ids.Min(id => id.UnixMilliseconds));
        var last = DateTimeOffset.FromUnixTimeMilliseconds(ids.Max(id => id.UnixMilliseconds) + 1);
        var list = string.Join(", ", ids.Select(id => $"'{id}'"));
        return HuntQuery.Parse(
            $"events | where event.ingested >= datetime('{first:O}') and event.ingested <= datetime('{last:O}') and event.id in ({list})").Query!;
    }

    private static string? ToJson(QueryResult result, object?[] row)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            RowJson.Write(json, result.Columns, row);
        }

        return buffer.Length <= EventJson.MaxAlertBytes ? Encoding.UTF8.GetString(buffer.ToArray()) : null;
    }
}
