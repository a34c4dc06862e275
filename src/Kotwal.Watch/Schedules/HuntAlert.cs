using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Lake;
using Kotwal.Watch.Alerts;
using Kotwal.Watch.Cells;
using Kotwal.Watch.Hunts;

namespace Kotwal.Watch.Schedules;

/// <summary>The alert that a scheduled hunt raises: its rows as evidence, with copies of the newest events that they came of.</summary>
internal static class HuntAlert
{
    /// <summary>Most rows that the alert tells.</summary>
    public const int MaxRows = 20;

    private const int MaxCopyLength = 64 * 1024;
    private const int MaxEntities = 20;

    private static readonly string[] Entities = ["host.name", "user.name", "source.ip", "destination.ip"];

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The name by which alerts of a hunt are known.</summary>
    public static string RuleOf(SavedHuntId hunt) => StoredAlert.OfHunt + hunt.Value.ToString("D");

    /// <summary>Makes the alert; its id is a function of the hunt, the run's end and the events, so that a repeated run makes no second one.</summary>
    /// <param name="hunt">The hunt.</param>
    /// <param name="severity">How grave it is.</param>
    /// <param name="until">End of the run.</param>
    /// <param name="rows">What the hunt found.</param>
    /// <param name="events">The newest events that it looked at, whole.</param>
    public static Alert Of(SavedHunt hunt, AlertSeverity severity, DateTimeOffset until, QueryResult rows, QueryResult events)
    {
        var copies = events.Rows.Select(row => CopyOf(events.Columns, row)).OfType<AlertEvent>().Take(Alert.MaxEvents).Reverse().ToList();
        var at = EventTime.From(until);
        return new()
        {
            Id = AlertId.Create(RuleOf(hunt.Id), at, [.. copies.Select(copy => copy.Id)]),
            RuleId = RuleOf(hunt.Id),
            RuleTitle = hunt.Name,
            Severity = severity,
            At = at,
            Tags = ["kotwal.hunt"],
            Events = copies,
            Matched = [.. rows.Rows.Take(MaxRows).Select((row, place) => KeyValuePair.Create((place + 1).ToString(CultureInfo.InvariantCulture), Words(rows.Columns, row)))],
            // Of the copies alone: somebody who sees a part of the city is told the entities of the copies that stand there.
            Entities = [.. EntitiesOf(events).Distinct().Take(MaxEntities)],
        };
    }

    private static AlertEvent? CopyOf(IReadOnlyList<QueryColumn> columns, object?[] row)
    {
        var id = columns.Index().Where(column => column.Item.Name == "event.id").Select(column => row[column.Index] as string).FirstOrDefault();
        if (!Guid.TryParse(id, out var known))
        {
            return null;
        }

        var json = Write(columns, row, hasOriginal: true);
        return new(new(known), json.Length <= MaxCopyLength ? json : Write(columns, row, hasOriginal: false));
    }

    private static string Write(IReadOnlyList<QueryColumn> columns, object?[] row, bool hasOriginal)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            foreach (var (place, column) in columns.Index())
            {
                if (CellText.ForJson(row[place]) is { } cell && (hasOriginal || column.Name != "event.original"))
                {
                    json.WritePropertyName(column.Name);
                    JsonSerializer.Serialize(json, cell);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static string Words(IReadOnlyList<QueryColumn> columns, object?[] row) => string.Join(
        ", ", columns.Index().Where(column => row[column.Index] is not (null or "")).Take(12).Select(column => $"{column.Item.Name}: {CellText.Of(row[column.Index])}"));

    private static IEnumerable<KeyValuePair<string, string>> EntitiesOf(QueryResult result) =>
        from column in result.Columns.Index()
        where Entities.Contains(column.Item.Name)
        from row in result.Rows.Take(Alert.MaxEvents)
        where row[column.Index] is not (null or "")
        select KeyValuePair.Create(column.Item.Name, CellText.Of(row[column.Index]));
}
