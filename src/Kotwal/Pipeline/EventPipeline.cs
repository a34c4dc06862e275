using System.Diagnostics.Metrics;
using Kotwal.City.Work;
using Kotwal.Collectors.Spool;
using Kotwal.Detection;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Lake;
using Microsoft.Extensions.Options;

namespace Kotwal.Pipeline;

/// <summary>
/// The life of a batch: records out of the spool, events into the lake, alerts to the desks, and only then is the spool told
/// that it may forget. Every step can be done again after a crash: ids are functions of where a record stands, the lake knows
/// how far it has stored, and sinks know the alerts they have.
/// </summary>
internal sealed partial class EventPipeline(
    Spool spool,
    IEventStore store,
    DetectionEngine detection,
    DetectionCheckpoint checkpoint,
    EventCopies copies,
    StoredTally stored,
    IEnumerable<IAlertSink> sinks,
    CityFeed feed,
    IOptions<PipelineOptions> settings,
    TimeProvider clock,
    ILogger<EventPipeline> log,
    IEventEnricher? enricher = null) : BackgroundService
{
    private static readonly Meter Meter = new("Kotwal.Pipeline");
    private static readonly Counter<long> EventsStored = Meter.CreateCounter<long>("kotwal.events.stored");
    private static readonly Counter<long> AlertsRaised = Meter.CreateCounter<long>("kotwal.alerts.raised");
    private static readonly Counter<long> BatchesUndetected = Meter.CreateCounter<long>("kotwal.detection.failed_batches");

    private readonly PipelineOptions options = settings.Value;
    private readonly IAlertSink[] alertSinks = [.. sinks];
    private readonly EventBatch events = new(spool.Id, enricher);
    private readonly SenderReaders readers = new(settings.Value.MaxSenders);
    private readonly List<Alert> alerts = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Records before the checkpoint are done for good; those after it, up to what the lake has, are only detected again.
        var position = Math.Max(spool.ReleasedPosition, await checkpoint.RestoreAsync(spool.Id, detection, stoppingToken));
        var savedAt = clock.GetTimestamp();
        if (store.StoredUpTo(spool.Id) is > 0 and var storedUpTo && storedUpTo < position)
        {
            throw new InvalidDataException(
                $"The lake has the spool's records up to {storedUpTo} only, but they were released up to {position}: the lake is older than the spool. "
                + "Restore both from the same backup.");
        }

        Started(position, store.StoredUpTo(spool.Id));
        while (!stoppingToken.IsCancellationRequested)
        {
            var startedAt = clock.GetTimestamp();
            var next = await HandleNextAsync(position, stoppingToken);
            var isIdle = next == position;
            position = next;
            if (position > spool.ReleasedPosition && (isIdle || clock.GetElapsedTime(savedAt) >= options.CheckpointEvery))
            {
                await PersistAsync(() => ReleaseAsync(position, stoppingToken), stoppingToken);
                savedAt = clock.GetTimestamp();
            }

            // Small batches make small files; what trickles in is gathered for a moment.
            var rest = options.Gather - clock.GetElapsedTime(startedAt);
            if (rest > TimeSpan.Zero && spool.EndPosition - position < options.MaxBatchBytes / 4)
            {
                await Task.Delay(rest, clock, stoppingToken);
            }
        }
    }

    private async ValueTask<long> HandleNextAsync(long position, CancellationToken cancel)
    {
        using var batch = await spool.ReadAsync(position, options.MaxBatchRecords, options.MaxBatchBytes, options.Gather, cancel);
        if (batch.Next == position)
        {
            return position;
        }

        var next = Decode(batch, store.StoredUpTo(spool.Id));
        await PersistAsync(() => StoreAsync(position, next, cancel), cancel);
        stored.Add(batch, next);
        Detect(position);
        await PersistAsync(() => copies.CompleteAsync(alerts, events, cancel), cancel);
        await PersistAsync(() => TellAsync(cancel), cancel);
        feed.Publish(CityTopic.Events);
        return next;
    }

    // A batch never straddles the end of what the lake has: up to there events are known, from there on they are new.
    private long Decode(SpoolBatch batch, long storedUpTo)
    {
        events.Clear();
        foreach (var record in batch.Records)
        {
            if (record.Position >= storedUpTo && batch.From < storedUpTo)
            {
                return storedUpTo;
            }

            readers.For(record.Origin).Read(in record, events);
        }

        return batch.Next;
    }

    private async ValueTask StoreAsync(long from, long to, CancellationToken cancel)
    {
        if (store.StoredUpTo(spool.Id) >= to)
        {
            return;
        }

        await store.AppendAsync(events, new SpoolRange(spool.Id, from, to), cancel);
        EventsStored.Add(events.Count);
    }

    // Storing goes on when detection has a bug: the batch is counted and named, and can be looked at again from the lake.
    private void Detect(long position)
    {
        alerts.Clear();
        try
        {
            detection.Detect(events, alerts);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            BatchesUndetected.Add(1);
            DetectionFailed(error, position);
        }
    }

    private async ValueTask TellAsync(CancellationToken cancel)
    {
        if (alerts.Count == 0)
        {
            return;
        }

        foreach (var sink in alertSinks)
        {
            await sink.AcceptAsync(alerts, cancel);
        }

        AlertsRaised.Add(alerts.Count);
    }

    private async ValueTask ReleaseAsync(long position, CancellationToken cancel)
    {
        await checkpoint.SaveAsync(spool.Id, position, detection, cancel);
        await spool.ReleaseAsync(position, cancel);
    }

    // The one place that waits for a world that failed: a full disk, a locked database. Nothing is skipped.
    private async ValueTask PersistAsync(Func<ValueTask> step, CancellationToken cancel)
    {
        for (var wait = options.FirstRetry; ; wait = wait * 2 < options.LastRetry ? wait * 2 : options.LastRetry)
        {
            try
            {
                await step();
                return;
            }
            catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
            {
                StepFailed(error, wait);
                await Task.Delay(wait, clock, cancel);
            }
        }
    }

    [LoggerMessage(9001, LogLevel.Information, "The pipeline reads from spool position {Position}; the lake has everything before {StoredUpTo}.")]
    private partial void Started(long position, long storedUpTo);

    [LoggerMessage(9002, LogLevel.Error, "A batch could not be stored or told to a desk; trying again in {Wait}.")]
    private partial void StepFailed(Exception error, TimeSpan wait);

    [LoggerMessage(9003, LogLevel.Error, "Detection failed on the batch at spool position {Position}: its events are stored, its alerts are missing.")]
    private partial void DetectionFailed(Exception error, long position);
}
