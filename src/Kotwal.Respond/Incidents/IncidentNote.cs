namespace Kotwal.Respond.Incidents;

/// <summary>What a person wrote or decided about an incident. Never changed, never taken away.</summary>
public sealed class IncidentNote
{
    /// <summary>Longest text, in characters; the rest is cut.</summary>
    public const int MaxTextLength = 10_000;

    private IncidentNote()
    {
    }

    public Guid Id { get; private set; }

    public IncidentId IncidentId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string Person { get; private set; } = "";

    /// <summary>The note, or the reason of a change of status.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The status before the change; null on a note.</summary>
    public IncidentStatus? From { get; private set; }

    /// <summary>The status after the change; null on a note.</summary>
    public IncidentStatus? To { get; private set; }

    internal static IncidentNote OfText(IncidentId incident, string text, string person, DateTimeOffset now) =>
        Make(incident, text, person, now);

    internal static IncidentNote OfStatus(
        IncidentId incident, IncidentStatus from, IncidentStatus to, string? reason, string person, DateTimeOffset now)
    {
        var note = Make(incident, reason ?? "", person, now);
        note.From = from;
        note.To = to;
        return note;
    }

    private static IncidentNote Make(IncidentId incident, string text, string person, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        IncidentId = incident,
        At = now,
        Person = person,
        Text = text.Trim() is { Length: > MaxTextLength } cut ? cut[..MaxTextLength] : text.Trim(),
    };
}
