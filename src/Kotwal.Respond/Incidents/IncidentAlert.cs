using Kotwal.City.Work;
using Kotwal.Events.Alerts;

namespace Kotwal.Respond.Incidents;

/// <summary>An alert that an incident lists. An alert belongs to one incident, so that its id is the key.</summary>
public sealed class IncidentAlert
{
    internal IncidentAlert(IncidentId incident, AlertSummary alert, string? addedBy, DateTimeOffset addedAt)
    {
        AlertId = alert.Id;
        IncidentId = incident;
        Title = alert.Title.Length <= Incident.MaxTitleLength ? alert.Title : alert.Title[..Incident.MaxTitleLength];
        Severity = alert.Severity;
        At = alert.At;
        AddedAt = addedAt;
        AddedBy = addedBy;
    }

    private IncidentAlert()
    {
    }

    public AlertId AlertId { get; private set; }

    public IncidentId IncidentId { get; private set; }

    public string Title { get; private set; } = "";

    public AlertSeverity Severity { get; private set; }

    /// <summary>Time of the event that the alert is about.</summary>
    public DateTimeOffset At { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>The person who added it; null when detection did.</summary>
    public string? AddedBy { get; private set; }
}

/// <summary>
/// An alert that came when its incident was full: it counts, and by this row a replay does not count it again.
/// </summary>
public sealed class CountedAlert
{
    internal CountedAlert(AlertId alert, IncidentId incident)
    {
        AlertId = alert;
        IncidentId = incident;
    }

    private CountedAlert()
    {
    }

    public AlertId AlertId { get; private set; }

    public IncidentId IncidentId { get; private set; }
}
