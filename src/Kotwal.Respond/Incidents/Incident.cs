using Kotwal.City.People;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;

namespace Kotwal.Respond.Incidents;

/// <summary>Alerts, or a report by a person, that people work on.</summary>
public sealed class Incident
{
    /// <summary>Longest title, in characters; the rest is cut.</summary>
    public const int MaxTitleLength = 300;

    /// <summary>Longest name of a person, in characters.</summary>
    public const int MaxPersonLength = 200;

    /// <summary>Most alerts that an incident lists; the rest is counted.</summary>
    public const int MaxListedAlerts = 500;

    /// <summary>Most entities by which an incident draws further alerts to itself.</summary>
    public const int MaxEntities = 200;

    /// <summary>Most parts of the city that an incident stands in, besides itself. An alert for whose parts there is no room joins another.</summary>
    public const int MaxParts = 200;

    private readonly List<IncidentEntity> entities = [];
    private readonly List<IncidentPart> parts = [];
    private readonly List<IncidentNote> notes = [];

    private Incident()
    {
    }

    public IncidentId Id { get; private set; }

    public string Number { get; private set; } = "";

    public int Year { get; private set; }

    public int Serial { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>What a search looks at, besides the entities: number and title in lower case.</summary>
    public string SearchText { get; private set; } = "";

    public AlertSeverity Severity { get; private set; }

    public IncidentStatus Status { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>The person who opened it; null when an alert did.</summary>
    public string? OpenedBy { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Alerts that belong to it, those that are only counted included.</summary>
    public int AlertCount { get; private set; }

    /// <summary>Alerts that it lists, at most <see cref="MaxListedAlerts"/>.</summary>
    public int ListedAlertCount { get; private set; }

    /// <summary>Time of the latest event that an alert of it is about; null as long as it has none.</summary>
    public DateTimeOffset? LastAlertAt { get; private set; }

    /// <summary>Changes when a person edits, and not when an alert joins, so that an attack under way does not lock people out.</summary>
    public Guid Version { get; private set; }

    /// <summary>Whom it concerns.</summary>
    public IReadOnlyList<IncidentEntity> Entities => entities;

    /// <summary>Where it stands: where its alerts stand, or where a report says, and itself, so that a guest can be let in to it alone.</summary>
    public IReadOnlyList<IncidentPart> Parts => parts;

    /// <summary>What people wrote and decided; loaded only where it is added to.</summary>
    public IReadOnlyList<IncidentNote> Notes => notes;

    /// <summary>True when the work on it is done.</summary>
    public bool IsClosed => Status == IncidentStatus.Closed;

    /// <summary>True when it lists as many alerts as it may; more are only counted.</summary>
    public bool IsFull => ListedAlertCount >= MaxListedAlerts;

    /// <summary>Opens an incident.</summary>
    /// <param name="number">A number that nobody has yet.</param>
    /// <param name="title">One line that says what happened.</param>
    /// <param name="severity">How grave it is; alerts that join may raise it.</param>
    /// <param name="openedBy">The person who opens it; null when an alert does.</param>
    /// <param name="clock">Says when.</param>
    public static Incident Open(
        IncidentNumber number, string title, AlertSeverity severity, string? openedBy, TimeProvider clock)
    {
        var id = IncidentId.New(clock);
        var kept = title.Length <= MaxTitleLength ? title : title[..MaxTitleLength];
        var opened = new Incident
        {
            Id = id,
            Number = number.ToString(),
            Year = number.Year,
            Serial = number.Serial,
            Title = kept,
            SearchText = $"{number} {kept}".ToLowerInvariant(),
            Severity = severity,
            OpenedAt = clock.GetUtcNow(),
            OpenedBy = openedBy,
            Version = id.Value,
        };
        opened.StandIn([PartOf(id)]);
        return opened;
    }

    /// <summary>The part of the city that an incident is by itself, for those who are let in to it alone.</summary>
    public static ScopeKey PartOf(IncidentId id) => new(ScopeKind.Incident, id.Value.ToString("D"));

    /// <summary>Lets those see it who reach one of the parts. Parts are never taken away.</summary>
    public void StandIn(IEnumerable<ScopeKey> more)
    {
        foreach (var part in more.Select(key => key.ToString()))
        {
            if (parts.Count <= MaxParts)
            {
                Stand(part);
            }
        }
    }

    /// <summary>Lets only those see it who may read the audit trail, of which its alerts came.</summary>
    public void StandInAudit() => Stand(AlertParts.Audit);

    /// <summary>Takes an alert in: counts it, raises the severity to its own, stands where it stands, and remembers whom it concerns.</summary>
    /// <returns>The row that lists the alert, or null when the incident is full and the alert is only counted.</returns>
    public IncidentAlert? Join(AlertSummary alert, IReadOnlyList<Entity> concerned, string? addedBy, DateTimeOffset now)
    {
        AlertCount++;
        LastAlertAt = LastAlertAt > alert.At ? LastAlertAt : alert.At;
        Severity = (AlertSeverity)Math.Max((int)Severity, (int)alert.Severity);
        StandIn(alert.Parts);
        foreach (var entity in concerned)
        {
            Remember(entity);
        }

        if (IsFull)
        {
            return null;
        }

        ListedAlertCount++;
        return new IncidentAlert(Id, alert, addedBy, now);
    }

    /// <summary>True when the change to that status must say why: closing, and opening again what was closed.</summary>
    public bool NeedsReasonFor(IncidentStatus status) => status != Status && (status == IncidentStatus.Closed || IsClosed);

    /// <summary>Changes the status. What was closed is opened again only with a reason, and the timeline says so.</summary>
    public StatusChange SetStatus(IncidentStatus status, string? reason, string person, TimeProvider clock)
    {
        if (status == Status)
        {
            return StatusChange.Unchanged;
        }

        if (string.IsNullOrWhiteSpace(reason) && NeedsReasonFor(status))
        {
            return StatusChange.ReasonMissing;
        }

        var now = clock.GetUtcNow();
        notes.Add(IncidentNote.OfStatus(Id, Status, status, reason, person, now));
        ClosedAt = status == IncidentStatus.Closed ? now : null;
        Status = status;
        Version = Guid.CreateVersion7(now);
        return StatusChange.Done;
    }

    /// <summary>Adds what a person has to say. Closed incidents take notes too.</summary>
    public IncidentNote AddNote(string text, string person, TimeProvider clock)
    {
        var note = IncidentNote.OfText(Id, text, person, clock.GetUtcNow());
        notes.Add(note);
        return note;
    }

    private void Stand(string part)
    {
        if (!parts.Exists(known => known.Part == part))
        {
            parts.Add(new IncidentPart(Id, part));
        }
    }

    private void Remember(Entity entity)
    {
        if (entities.Count < MaxEntities && !entities.Exists(known => known.Entity == entity))
        {
            entities.Add(new IncidentEntity(Id, entity));
        }
    }
}
