using System.Diagnostics.Metrics;
using Kotwal.City.Work;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Spool;
using Kotwal.Detection;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Events.Schema;
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
    SourceLedger ledger,
    LossTally losses,
    IEnumerable<IBatchObserver> watching,
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
    private static readonly Counter<long> EventsUndetected = Meter.CreateCounter<long>("kotwal.detection.failed_events");
    private static readonly Counter<long> RecordsUnread = Meter.CreateCounter<long>("kotwal.records.failed");

    private readonly PipelineOptions options = settings.Value;
    private readonly IAlertSink[] alertSinks = [.. sinks];
    private readonly IBatchObserver[] observers = [.. watching];
    private readonly List<bool> unreadable = [];
    private readonly List<EventTime?> happenedAt = [];
    private readonly EventBatch events = new(spool.Id, enricher);
    private readonly SenderReaders readers = new(settings.Value.MaxSenders, settings.Value.MaxReaderBytes);
    private readonly List<Alert> alerts = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Records before the checkpoint are done for good; those after it, up to what the lake has, are only detected again.
        var position = Math.Max(spool.ReleasedPosition, await checkpoint.RestoreAsync(spool.Id, detection, readers, stoppingToken));
        var savedAt = clock.GetTimestamp();
        RequireSameAge(position, store.StoredUpTo(spool.Id));
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

    // Where one of the two was put back alone, records would be lost or taken for known ones without a word.
    private void RequireSameAge(long position, long storedUpTo)
    {
        if (storedUpTo > 0 && storedUpTo < position)
        {
            throw new InvalidDataException(
                $"The lake has the spool's records up to {storedUpTo} only, but they were released up to {position}: the lake is older than the spool. "
                + "Restore both from the same backup.");
        }

        if (Math.Max(position, storedUpTo) > spool.EndPosition)
        {
            throw new InvalidDataException(
                $"The spool ends at {spool.EndPosition}, but its records were stored up to {storedUpTo} and looked at up to {position}: the spool is "
                + "older than the lake, or its files are gone. Restore both from the same backup, or move the spool's folder away to begin a new one.");
        }
    }

    private async ValueTask<long> HandleNextAsync(long position, CancellationToken cancel)
    {
        using var batch = await ReadAsync(position, cancel);
        if (batch.Next == position)
        {
            return position;
        }

        var next = Decode(batch, store.StoredUpTo(spool.Id));
        await PersistAsync(() => StoreAsync(position, next, cancel), cancel);
        losses.Add(events);
        ledger.Done(batch, next, place => unreadable[place]);
        var handled = new HandledBatch(batch, next, happenedAt);
        Array.ForEach(observers, observer => observer.Stored(handled));
        Detect(position);
        Array.ForEach(observers, observer => observer.Detected(alerts));
        await copies.CompleteAsync(alerts, cancel);
        await PersistAsync(() => TellAsync(cancel), cancel);
        feed.Publish(CityTopic.Events);
        return next;
    }

    private async ValueTask<SpoolBatch> ReadAsync(long position, CancellationToken cancel)
    {
        SpoolBatch? batch = null;
        await PersistAsync(
            async () => batch = await spool.ReadAsync(position, options.MaxBatchRecords, options.MaxBatchBytes, options.Gather, cancel), cancel);
        return batch!;
    }

    // Up to where the lake has stored events are known, from there on they are new; what is handled together is never both.
    private long Decode(SpoolBatch batch, long storedUpTo)
    {
        events.Clear();
        unreadable.Clear();
        happenedAt.Clear();
        var end = batch.From < storedUpTo ? Math.Min(storedUpTo, batch.Next) : batch.Next;
        foreach (var record in batch.Records.TakeWhile(record => record.Position < end))
        {
            // One record can be thousands of events: a datagram of flows.
            if (events.Count >= options.MaxBatchEvents)
            {
                return record.Position;
            }

            var first = events.Count;
            Decode(in record);
            Note(first);
        }

        return end;
    }

    // What the record from which these events came is counted as.
    private void Note(int first)
    {
        var isUnreadable = false;
        for (var index = first; index < events.Count && !isUnreadable; index++)
        {
            isUnreadable = events[index].IsUnreadable;
        }

        unreadable.Add(isUnreadable);
        happenedAt.Add(first < events.Count ? events[first].HappenedAt : null);
    }

    // A record that a reader cannot bear is kept as it came: it would come again after every start, and stop the city's ears for good.
    private void Decode(in Record record)
    {
        try
        {
            readers.For(record.Origin).Read(in record, events);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            RecordsUnread.Add(1);
            ReadingFailed(error, record.Position, record.Origin.Source);
            events.Abandon();
            events.Begin(in record);
            events.Add(Ecs.EventKind, "pipeline_error"u8);
            events.Add(Ecs.ErrorMessage, $"A reader of Kotwal failed on this record: {error.GetType().Name}.");
            events.MarkUnreadable();
            events.End();
        }
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

    // Storing goes on when detection has a bug, and so does detection with the next event: one record must not blind it to others.
    private void Detect(long position)
    {
        alerts.Clear();
        var failures = 0;
        for (var index = 0; index < events.Count; index++)
        {
            try
            {
                detection.Detect(events[index], alerts);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                failures++;
                if (failures == 1)
                {
                    DetectionFailed(error, events[index].Id, position);
                }
            }
        }

        EventsUndetected.Add(failures);
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
        ledger.Save();
        checkpoint.Save(spool.Id, position, detection, readers);
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
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // What breaks off because the program stops is no failure, whatever it calls itself.
                cancel.ThrowIfCancellationRequested();
                StepFailed(error, wait);
                await Task.Delay(wait, clock, cancel);
            }
        }
    }

    [LoggerMessage(9001, LogLevel.Information, "The pipeline reads from spool position {Position}; the lake has everything before {StoredUpTo}.")]
    private partial void Started(long position, long storedUpTo);

    [LoggerMessage(9002, LogLevel.Error, "A batch could not be read, stored or told to a desk; trying again in {Wait}.")]
    private partial void StepFailed(Exception error, TimeSpan wait);

    [LoggerMessage(9003, LogLevel.Error, "Detection failed on event {Event} and maybe others of the batch at spool position {Position}: they are stored, their alerts are missing.")]
    private partial void DetectionFailed(Exception error, SecurityEventId @event, long position);

    [LoggerMessage(9004, LogLevel.Error, "A reader failed on the record of {Source} at spool position {Position}: it is stored as it came.")]
    private partial void ReadingFailed(Exception error, long position, string source);
}
