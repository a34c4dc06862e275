using System.Runtime.CompilerServices;
using System.Text.Json;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Work;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Alerts;

/// <summary>The stored alerts as a table of hunts.</summary>
internal sealed class AlertTable(IDbContextFactory<CityDbContext> contexts) : ITableSource
{
    private const int Page = 500;

    // An alert has at most so many entities, as fields and values.
    private static readonly string[] EntityColumns = ["user.name", "host.name", "source.ip", "destination.ip"];

    public string Name => "alerts";

    public IReadOnlyList<TableSourceColumn> Columns { get; } =
    [
        new("@timestamp", TableSourceKind.Time),
        new("alert.id"),
        new("rule.id"),
        new("rule.name", TableSourceKind.Text),
        new("alert.severity"),
        new("alert.status"),
        new("alert.reason"),
        new("alert.assignee"),
        new("alert.raised", TableSourceKind.Time),
        new("tags", TableSourceKind.List),
        .. EntityColumns.Select(name => new TableSourceColumn(name)),
        new("entities", TableSourceKind.Document),
        new("event.ids", TableSourceKind.List),
    ];

    /// <remarks>Entities and events that stand out of reach are not in an alert's row, as on its page.</remarks>
    public async IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(
        Reach reach, DateTimeOffset? from, DateTimeOffset? to, [EnumeratorCancellation] CancellationToken cancel)
    {
        var since = from is { } earliest ? AlertOrder.From(earliest) : null;
        var before = to is { } latest && latest < DateTimeOffset.MaxValue.AddDays(-1) ? AlertOrder.From(latest.AddMilliseconds(1)) : null;
        List<StoredAlert> alerts;
        do
        {
            await using var city = await contexts.CreateDbContextAsync(cancel);
            alerts = await city.AlertsWithin(reach, new AlertStretch(since, before)).AsNoTracking()
                .OrderByDescending(alert => alert.Order).Take(Page).ToListAsync(cancel);
            foreach (var alert in alerts)
            {
                yield return RowOf(reach.IsWholeCity ? alert : alert.Within(reach));
            }

            before = alerts is [.., var last] ? last.Order : null;
        }
        while (alerts.Count == Page);
    }

    private static List<object?> RowOf(StoredAlert alert) =>
    [
        alert.At,
        alert.Id.Value.ToString("D"),
        alert.RuleId,
        alert.Title,
        alert.Severity.ToString().ToLowerInvariant(),
        alert.Status.ToString().ToLowerInvariant(),
        alert.CloseReason?.ToString(),
        alert.Assignee,
        alert.RaisedAt,
        alert.Tags,
        .. EntityColumns.Select(name => alert.Entities.FirstOrDefault(entity => entity.Name == name)?.Value),
        EntitiesOf(alert),
        alert.Events.Select(copy => copy.Id.ToString("D")).ToList(),
    ];

    // A field may have several values.
    private static string EntitiesOf(StoredAlert alert) => JsonSerializer.Serialize(
        alert.Entities.GroupBy(entity => entity.Name, StringComparer.Ordinal).ToDictionary(field => field.Key, field => field.Select(entity => entity.Value)));
}
