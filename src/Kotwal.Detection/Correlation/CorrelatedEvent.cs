using Kotwal.Events;

namespace Kotwal.Detection.Correlation;

/// <summary>What correlations need to know of an event that a rule matched; a value that outlives the event's batch.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="At">When it happened.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="Values">Values of the fields that the rule's correlations group and count by; null where the event has none.</param>
/// <param name="Json">A copy of the event for the alerts that it may become part of.</param>
/// <param name="Entities">Whom the event concerns.</param>
public sealed record CorrelatedEvent(
    SecurityEventId Id,
    EventTime At,
    EventTime ReceivedAt,
    string?[] Values,
    string Json,
    IReadOnlyList<KeyValuePair<string, string>> Entities);
