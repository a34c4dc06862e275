using Kotwal.City.Access;
using Kotwal.Events.Alerts;

namespace Kotwal.Watch.Alerts;

/// <summary>An alert as the Watch desk keeps it: what the detector stated, which never changes, and what people decided.</summary>
public sealed class StoredAlert
{
    /// <summary>Longest title and rule id kept, in characters; the rest is cut.</summary>
    public const int MaxTitleLength = 300;

    /// <summary>Longest name of a person, in characters.</summary>
    public const int MaxPersonLength = 200;

    /// <summary>Longest note on closing, in characters.</summary>
    public const int MaxNoteLength = 2000;

    private StoredAlert()
    {
    }

    /// <summary>How the rule's id begins where a scheduled hunt raised the alert.</summary>
    public const string OfHunt = "hunt:";

    public AlertId Id { get; private set; }

    public string RuleId { get; private set; } = "";

    public string Title { get; private set; } = "";

    public AlertSeverity Severity { get; private set; }

    /// <summary>Time of the event that completed the statement.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Its place among all alerts by time; see <see cref="AlertOrder"/>.</summary>
    public string Order { get; private set; } = "";

    /// <summary>When the desk took the alert.</summary>
    public DateTimeOffset RaisedAt { get; private set; }

    public IReadOnlyList<string> Tags { get; private set; } = [];

    public IReadOnlyList<NamedValue> Entities { get; private set; } = [];

    public IReadOnlyList<NamedValue> Matched { get; private set; } = [];

    public IReadOnlyList<EventCopy> Events { get; private set; } = [];

    /// <summary>What a search for words looks at: title, rule, tags and entities in lower case.</summary>
    public string SearchText { get; private set; } = "";

    public AlertStatus Status { get; private set; }

    public AlertCloseReason? CloseReason { get; private set; }

    /// <summary>Who has it in hand.</summary>
    public string? Assignee { get; private set; }

    public string? Note { get; private set; }

    public string? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Changes with each decision, so that two people who decide at once do not overwrite each other.</summary>
    public Guid Version { get; private set; }

    /// <summary>Makes the row of an alert that nobody has looked at.</summary>
    public static StoredAlert From(Alert alert, DateTimeOffset raisedAt)
    {
        var kept = new AlertContent(alert);
        return new()
        {
            Id = alert.Id,
            RuleId = kept.RuleId,
            Title = kept.Title,
            Severity = alert.Severity,
            At = alert.At.ToDateTimeOffset(),
            Order = AlertOrder.Of(alert.At.ToDateTimeOffset(), alert.Id),
            RaisedAt = raisedAt,
            Tags = kept.Tags,
            Entities = kept.Entities,
            Matched = kept.Matched,
            Events = kept.Events,
            SearchText = kept.SearchText,
            Version = alert.Id.Value,
        };
    }

    /// <summary>The alert as somebody sees it who reaches so much of the city; a copy that is not for saving.</summary>
    public StoredAlert Within(Reach reach)
    {
        var excerpt = AlertExcerpt.Of(Entities, Events, reach);
        var seen = (StoredAlert)MemberwiseClone();
        (seen.Entities, seen.Events) = (excerpt.Entities, excerpt.Events);

        // The rows of a hunt are made of more events than the alert has copies of, and these may stand anywhere.
        seen.Matched = reach.IsWholeCity || !RuleId.StartsWith(OfHunt, StringComparison.Ordinal) ? Matched : [];
        seen.SearchText = excerpt.IsWhole ? SearchText : AlertContent.SearchTextOf(Title, RuleId, Tags, excerpt.Entities);
        return seen;
    }

    /// <summary>Takes the alert in hand. A closed alert stays closed.</summary>
    /// <returns>True when something changed.</returns>
    public bool Acknowledge(string person, DateTimeOffset now)
    {
        if (Status == AlertStatus.Closed || (Status == AlertStatus.Acknowledged && Assignee == person))
        {
            return false;
        }

        Status = AlertStatus.Acknowledged;
        Assignee = person;
        Decided(person, now);
        return true;
    }

    /// <summary>Closes the alert. Closing a closed alert changes nothing.</summary>
    /// <returns>True when something changed.</returns>
    public bool Close(AlertCloseReason reason, string? note, string person, DateTimeOffset now)
    {
        if (Status == AlertStatus.Closed)
        {
            return false;
        }

        Status = AlertStatus.Closed;
        CloseReason = reason;
        Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
        Assignee ??= person;
        Decided(person, now);
        return true;
    }

    /// <summary>Opens a closed alert again and gives it to the person who asks. The note stays.</summary>
    /// <returns>True when something changed.</returns>
    public bool Reopen(string person, DateTimeOffset now)
    {
        if (Status != AlertStatus.Closed)
        {
            return false;
        }

        Status = AlertStatus.Acknowledged;
        CloseReason = null;
        Assignee = person;
        Decided(person, now);
        return true;
    }

    private void Decided(string person, DateTimeOffset now)
    {
        DecidedBy = person;
        DecidedAt = now;
        Version = Guid.CreateVersion7(now);
    }
}
