using Kotwal.City.Access;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;

namespace Kotwal.Respond.Incidents;

/// <summary>Which incidents a list shows; what is empty or null does not narrow it.</summary>
internal sealed record IncidentFilter
{
    public static readonly IReadOnlyList<IncidentStatus> NotClosed =
        [IncidentStatus.Open, IncidentStatus.InProgress, IncidentStatus.Contained];

    public IReadOnlyList<IncidentStatus> Statuses { get; init; } = [];

    public IReadOnlyList<AlertSeverity> Severities { get; init; } = [];

    /// <summary>A part of the number, the title or, for those who reach the whole city, an entity's value.</summary>
    public string? Text { get; init; }

    /// <summary>The filter as the audit trail notes it.</summary>
    public string InWords()
    {
        (string Name, string? Value)[] parts =
        [
            ("status", string.Join(',', Statuses.Order().Select(StatusName.Of))), ("severity", string.Join(',', Severities.Order().Select(SeverityName.Of))),
            ("text", Text?.Trim().ToLowerInvariant()),
        ];
        var said = parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={part.Value}");
        return string.Join(' ', said) is { Length: > 0 } words ? words : "all";
    }

    /// <summary>Those among the incidents that the filter lets through, for somebody with that reach.</summary>
    public IQueryable<Incident> Narrow(IQueryable<Incident> incidents, Reach reach)
    {
        if (Statuses.Count > 0)
        {
            incidents = incidents.Where(incident => Statuses.Contains(incident.Status));
        }

        if (Severities.Count > 0)
        {
            incidents = incidents.Where(incident => Severities.Contains(incident.Severity));
        }

        if (string.IsNullOrWhiteSpace(Text))
        {
            return incidents;
        }

        var text = Text.Trim().ToLowerInvariant();
        if (!reach.IsWholeCity)
        {
            // An entity may be of alerts out of reach, and that it is found would tell.
            return incidents.Where(incident => incident.SearchText.Contains(text));
        }

        return incidents.Where(incident =>
            incident.SearchText.Contains(text) || incident.Entities.Any(entity => entity.Value.Contains(text)));
    }
}

/// <summary>One page of a list of incidents.</summary>
/// <param name="Incidents">The rows.</param>
/// <param name="Next">The number after which the next page begins; null on the last one.</param>
public sealed record IncidentPage(IReadOnlyList<IncidentRow> Incidents, string? Next);

/// <summary>An incident in a list.</summary>
public sealed record IncidentRow(
    IncidentId Id,
    string Number,
    string Title,
    AlertSeverity Severity,
    IncidentStatus Status,
    DateTimeOffset OpenedAt,
    string? OpenedBy,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? LastAlertAt,
    int AlertCount)
{
    internal WorkItem ToWorkItem() => new(Id.Value, Number, Title, Severity, StatusName.Of(Status), OpenedAt, AlertCount);
}

/// <summary>An incident as somebody sees it.</summary>
/// <param name="Incident">The incident with its notes.</param>
/// <param name="Alerts">The alerts that it lists and that are in reach, the latest first.</param>
/// <param name="Entities">Whom these concern.</param>
/// <param name="Outside">How many of the alerts that it lists are out of reach.</param>
public sealed record IncidentView(
    Incident Incident, IReadOnlyList<IncidentAlert> Alerts, IReadOnlyList<IncidentEntity> Entities, int Outside);
