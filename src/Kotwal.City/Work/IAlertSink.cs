using Kotwal.Events.Alerts;

namespace Kotwal.City.Work;

/// <summary>A desk that takes alerts from the pipeline. Called by one thread at a time, in the order of the spool.</summary>
public interface IAlertSink
{
    /// <summary>
    /// Stores the alerts; when it returns they are durable. An alert whose id is known already changes nothing, because a replay
    /// after a crash offers alerts again.
    /// </summary>
    /// <exception cref="IOException">The store cannot be written; the caller tries again.</exception>
    ValueTask AcceptAsync(IReadOnlyList<Alert> alerts, CancellationToken cancel);
}
