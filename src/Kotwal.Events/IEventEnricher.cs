namespace Kotwal.Events;

/// <summary>
/// Adds what we know about an event's parties (asset, service, zone, ward) from a snapshot in memory. Called once per event by
/// the thread that decodes; never waits and never throws.
/// </summary>
public interface IEventEnricher
{
    /// <summary>Adds fields to the event that is about to be ended.</summary>
    /// <param name="opened">The event's fields so far.</param>
    /// <param name="batch">Where fields are added.</param>
    void Enrich(SecurityEvent opened, EventBatch batch);
}
