using Kotwal.Events.Alerts;
using Kotwal.Watch.Events;

namespace Kotwal.Watch.Alerts;

/// <summary>Which alerts a list shows; what is empty or null does not narrow it.</summary>
internal sealed record AlertFilter
{
    public IReadOnlyList<AlertSeverity> Severities { get; init; } = [];

    public IReadOnlyList<AlertStatus> Statuses { get; init; } = [];

    public string? RuleId { get; init; }

    /// <summary>Earliest time of the alert, included.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Latest time of the alert, not included.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Words that must all occur in the title, the rule, a tag or an entity; upper and lower case are the same.</summary>
    public string? Text { get; init; }

    /// <summary>Most words that are looked for; further ones are not.</summary>
    public const int MaxWords = 10;

    public IEnumerable<string> Words =>
        (Text ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxWords);

    /// <summary>The filter as the audit trail notes it.</summary>
    /// <param name="time">Which time, where the bounds move on with the clock; null for the bounds themselves.</param>
    public string InWords(string? time = null)
    {
        (string Name, string? Value)[] parts =
        [
            ("severity", string.Join(',', Severities.Order().Select(AlertWords.Of))), ("status", string.Join(',', Statuses.Order().Select(AlertWords.Of))),
            ("rule", RuleId), ("time", time), ("from", time is null ? TimeWindow.Write(From) : null), ("to", time is null ? TimeWindow.Write(To) : null),
            ("text", string.Join(' ', Words)),
        ];
        var said = parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={part.Value}");
        return string.Join(' ', said) is { Length: > 0 } words ? words : "all";
    }

    /// <summary>From when to when the alerts are.</summary>
    /// <param name="after">The <see cref="AlertPage.Next"/> of the page before; null for the first one.</param>
    public AlertStretch Stretch(string? after)
    {
        var end = To is { } to ? AlertOrder.From(to) : null;
        return new(
            From is { } from ? AlertOrder.From(from) : null,
            end is null || (after is not null && string.CompareOrdinal(after, end) < 0) ? after : end);
    }

    /// <summary>Those among the alerts that the filter lets through, whenever they were.</summary>
    public IQueryable<StoredAlert> Narrow(IQueryable<StoredAlert> alerts)
    {
        if (Severities.Count > 0)
        {
            alerts = alerts.Where(alert => Severities.Contains(alert.Severity));
        }

        if (Statuses.Count > 0)
        {
            alerts = alerts.Where(alert => Statuses.Contains(alert.Status));
        }

        if (!string.IsNullOrEmpty(RuleId))
        {
            alerts = alerts.Where(alert => alert.RuleId == RuleId);
        }

        // Contains is translated to instr and not to LIKE, so that percent signs and underscores mean themselves.
        return Words.Aggregate(alerts, (some, word) => some.Where(alert => alert.SearchText.Contains(word)));
    }
}

/// <summary>One page of a list of alerts, the newest first.</summary>
/// <param name="Alerts">The rows.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record AlertPage(IReadOnlyList<AlertRow> Alerts, string? Next);

/// <summary>An alert in a list.</summary>
public sealed record AlertRow(
    AlertId Id,
    string RuleId,
    string Title,
    AlertSeverity Severity,
    DateTimeOffset At,
    DateTimeOffset RaisedAt,
    AlertStatus Status,
    AlertCloseReason? CloseReason,
    string? Assignee,
    IReadOnlyList<NamedValue> Entities);

/// <summary>How many alerts there are of one severity and status.</summary>
internal sealed record AlertCount(AlertSeverity Severity, AlertStatus Status, int Count);
