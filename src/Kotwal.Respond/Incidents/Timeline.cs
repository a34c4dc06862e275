using Kotwal.Events.Alerts;

namespace Kotwal.Respond.Incidents;

/// <summary>What happened to an incident, in the order in which it became known. Made from what is stored, never stored itself.</summary>
internal static class Timeline
{
    public static IReadOnlyList<TimelineEntry> Of(IncidentView view)
    {
        var incident = view.Incident;
        var opened = new TimelineEntry(incident.OpenedAt, TimelineKind.Opened, incident.OpenedBy, incident.Title);
        var notes = incident.Notes.Select(note => new TimelineEntry(
            note.At, note.To is null ? TimelineKind.Note : TimelineKind.Status, note.Person, note.Text, note.From, note.To));
        var alerts = view.Alerts.Select(alert => new TimelineEntry(
            alert.AddedAt, TimelineKind.Alert, alert.AddedBy, alert.Title, AlertId: alert.AlertId, Severity: alert.Severity));
        return [.. notes.Concat(alerts).Prepend(opened).OrderBy(entry => entry.At)];
    }
}

/// <summary>Kinds of entries.</summary>
public enum TimelineKind
{
    Opened,
    Alert,
    Status,
    Note,
}

/// <summary>One thing that happened.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Person">Who did it; null when detection did.</param>
/// <param name="Text">The note, the reason, or the title of the alert.</param>
/// <param name="From">The status before.</param>
/// <param name="To">The status after.</param>
/// <param name="AlertId">The alert that was added.</param>
/// <param name="Severity">Its severity.</param>
public sealed record TimelineEntry(
    DateTimeOffset At,
    TimelineKind Kind,
    string? Person,
    string Text,
    IncidentStatus? From = null,
    IncidentStatus? To = null,
    AlertId? AlertId = null,
    AlertSeverity? Severity = null);
