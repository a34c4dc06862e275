using Kotwal.Events.Alerts;

namespace Kotwal.City.Work;

/// <summary>
/// A desk that takes alerts: from the pipeline, by one thread in the order of the spool, and from scheduled hunts, by another. A sink
/// stores them in a transaction that waits its turn to write.
/// </summary>
public interface IAlertSink
{
    /// <summary>
    /// Stores the alerts; when it returns they are durable. An alert whose id is known already changes nothing, because a replay
    /// after a crash offers alerts again.
    /// </summary>
    /// <exception cref="IOException">The store cannot be written; the caller tries again.</exception>
    ValueTask AcceptAsync(IReadOnlyList<Alert> alerts, CancellationToken cancel);
}
