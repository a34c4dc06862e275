namespace Kotwal.Events.Alerts;

/// <summary>What a detector states about events. It points only at events that are stored.</summary>
public sealed record Alert
{
    public required AlertId Id { get; init; }

    /// <summary>Identity of the rule, as its file says; the file's path where it says none.</summary>
    public required string RuleId { get; init; }

    public required string RuleTitle { get; init; }

    public required AlertSeverity Severity { get; init; }

    /// <summary>Time of the event that completed the statement.</summary>
    public required EventTime At { get; init; }

    /// <summary>The rule's tags, such as <c>attack.t1110</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The first events it is about, at most <see cref="MaxEvents"/>, with a copy of each.</summary>
    public required IReadOnlyList<AlertEvent> Events { get; init; }

    /// <summary>Fields of the last event that the rule looked at and found matching, as name and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Matched { get; init; } = [];

    /// <summary>
    /// Whom the alert concerns, as ECS field and value (<c>host.name</c>, <c>source.ip</c>, <c>user.name</c>); what alerts share
    /// here belongs together.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Entities { get; init; } = [];

    /// <summary>Most events one alert carries copies of.</summary>
    public const int MaxEvents = 10;
}
