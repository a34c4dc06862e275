using Kotwal.Collectors.Spool;
using Kotwal.Events;
using Kotwal.Events.Alerts;

namespace Kotwal.Pipeline;

/// <summary>
/// Sees what the pipeline does, on its thread: it must be quick, and it must not throw. After a crash it may see a batch again.
/// </summary>
internal interface IBatchObserver
{
    /// <summary>The events of the batch's records are stored.</summary>
    void Stored(HandledBatch batch);

    /// <summary>Detection has raised these; what is taken out of the list is told to no desk.</summary>
    void Detected(List<Alert> alerts);
}

/// <summary>Records whose events are stored. Valid for the call alone.</summary>
/// <param name="Records">The batch; records from <paramref name="Before"/> on are of the next one.</param>
/// <param name="Before">Position up to which its records are done with.</param>
/// <param name="HappenedAt">For each record what its first event says of when it happened; null where it does not say.</param>
internal sealed record HandledBatch(SpoolBatch Records, long Before, IReadOnlyList<EventTime?> HappenedAt);
