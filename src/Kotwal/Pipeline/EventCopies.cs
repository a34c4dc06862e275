using System.Text;
using System.Text.Json;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Events.Json;
using Kotwal.Events.Schema;
using Kotwal.Hunt;
using Kotwal.Lake;

namespace Kotwal.Pipeline;

/// <summary>
/// Completes alerts about several events: detection remembers the ids of earlier ones, the lake has the events themselves.
/// </summary>
internal sealed partial class EventCopies(IEventStore store, ILogger<EventCopies> log)
{
    // One hunt a batch: a flood of guesses makes alerts about tens of thousands of events, and storing must not wait for them.
    private const int MaxIdsPerBatch = 500;

    /// <summary>
    /// Gives every alert copies of the events it is about, up to 500 a batch. An event beyond these or gone from the lake stays an
    /// id, and so do all that it cannot give now: people are told of an alert even while the lake does not answer.
    /// </summary>
    public async ValueTask CompleteAsync(List<Alert> alerts, CancellationToken cancel)
    {
        var missing = alerts.SelectMany(alert => alert.Events).Where(copy => copy.IsIdOnly).Select(copy => copy.Id).Distinct().ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var found = await TryFindAsync([.. missing.Take(MaxIdsPerBatch)], cancel);
        for (var index = 0; index < alerts.Count; index++)
        {
            alerts[index] = alerts[index] with
            {
                Events = [.. alerts[index].Events.Select(copy =>
                    copy.IsIdOnly && found.TryGetValue(copy.Id, out var json) ? copy with { Json = json } : copy)],
            };
        }
    }

    private async ValueTask<Dictionary<SecurityEventId, string>> TryFindAsync(SecurityEventId[] ids, CancellationToken cancel)
    {
        try
        {
            return await FindAsync(ids, cancel);
        }
        catch (Exception error) when (error is IOException or QueryFailedException)
        {
            NotFound(error, ids.Length);
            return [];
        }
    }

    private async ValueTask<Dictionary<SecurityEventId, string>> FindAsync(SecurityEventId[] ids, CancellationToken cancel)
    {
        var found = new Dictionary<SecurityEventId, string>();
        var result = await store.QueryAsync(HuntFor(ids), VisibleEvents.All, QueryLimits.Page, cancel);
        var idColumn = result.Columns.Select(column => column.Name).ToList().IndexOf("event.id");
        foreach (var row in result.Rows)
        {
            if (Guid.TryParse(row[idColumn] as string, out var id))
            {
                found[new SecurityEventId(id)] = ToJson(result, row);
            }
        }

        return found;
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

    // Of a row that is too large, an alert keeps who it is and where it stands, so that those see it whom it concerns.
    private static string ToJson(QueryResult result, object?[] row)
    {
        var whole = ToJson(result.Columns, row);
        return Encoding.UTF8.GetByteCount(whole) <= EventJson.MaxAlertBytes
            ? whole
            : ToJson(result.Columns, [.. result.Columns.Zip(row, (column, cell) => IsKept(column.Name) ? cell : null)]);
    }

    private static string ToJson(IReadOnlyList<QueryColumn> columns, object?[] row)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            ResultJson.Write(json, columns, row);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static bool IsKept(string column) => column is "event.id" || column.StartsWith(FieldSchema.CityPrefix, StringComparison.Ordinal);

    [LoggerMessage(9013, LogLevel.Warning, "The lake did not give copies of {Count} events for alerts: the alerts name these by their ids only.")]
    private partial void NotFound(Exception error, int count);
}
