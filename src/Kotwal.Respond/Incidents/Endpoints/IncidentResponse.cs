namespace Kotwal.Respond.Incidents.Endpoints;

/// <summary>An incident in an answer of the API.</summary>
internal sealed record IncidentResponse(
    Guid Id,
    string Number,
    string Title,
    string Severity,
    string Status,
    DateTimeOffset OpenedAt,
    string? OpenedBy,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? LastAlertAt,
    int AlertCount)
{
    public static IncidentResponse From(IncidentRow incident) => new(
        incident.Id.Value,
        incident.Number,
        incident.Title,
        SeverityName.Of(incident.Severity),
        StatusName.Of(incident.Status),
        incident.OpenedAt,
        incident.OpenedBy,
        incident.ClosedAt,
        incident.LastAlertAt,
        incident.AlertCount);
}
