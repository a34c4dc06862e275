namespace Kotwal.Watch.Alerts.Endpoints;

/// <summary>An alert in an answer of the API.</summary>
internal sealed record AlertResponse(
    Guid Id,
    string RuleId,
    string Title,
    string Severity,
    DateTimeOffset At,
    DateTimeOffset RaisedAt,
    string Status,
    string? CloseReason,
    string? Assignee,
    IReadOnlyList<NamedValue> Entities)
{
    public static AlertResponse From(AlertRow alert) => new(
        alert.Id.Value,
        alert.RuleId,
        alert.Title,
        AlertWords.Of(alert.Severity),
        alert.At,
        alert.RaisedAt,
        AlertWords.Of(alert.Status),
        alert.CloseReason is { } reason ? AlertWords.Of(reason) : null,
        alert.Assignee,
        alert.Entities);
}
