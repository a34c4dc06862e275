using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Pipeline;

namespace Kotwal.Health;

/// <summary>
/// How much each source and each sender said, and by how much their clocks differ from ours. The pipeline writes, the checks read; the
/// number of senders is bounded, because senders can be forged: those beyond it are heard as their source only.
/// </summary>
internal sealed class SenderBook : IBatchObserver
{
    /// <summary>Most senders that are heard one by one.</summary>
    public const int MaxSenders = 2_048;

    /// <summary>Most sources.</summary>
    public const int MaxSources = 4_096;

    // Of two times that a sender may choose freely, the difference does not fit into nanoseconds.
    private const double NanosecondsPerSecond = 1e9;

    private readonly Lock turn = new();
    private readonly Dictionary<(string Source, string? Sender), long> said = [];
    private readonly Dictionary<string, SkewRing> skews = new(StringComparer.Ordinal);
    private EventTime lastReceivedAt;

    /// <summary>Receive time of the newest record that the pipeline has done with; null before the first.</summary>
    public DateTimeOffset? DoneUpTo
    {
        get
        {
            lock (turn)
            {
                return lastReceivedAt.UnixNanoseconds == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks(lastReceivedAt.UnixNanoseconds / 100);
            }
        }
    }

    /// <inheritdoc/>
    public void Stored(HandledBatch batch)
    {
        lock (turn)
        {
            RecordOrigin? last = null;
            var run = 0;
            for (var place = 0; place < batch.HappenedAt.Count; place++)
            {
                var record = batch.Records.Records[place];
                lastReceivedAt = record.ReceivedAt;
                if (record.Origin.Source.StartsWith("kotwal-", StringComparison.Ordinal) || Canary.IsIts(record))
                {
                    // What Kotwal says itself must not make a source look alive.
                    continue;
                }

                // Neighbours mostly share an origin: one look-up serves them all.
                if (!ReferenceEquals(record.Origin, last))
                {
                    Count(last, run);
                    (last, run) = (record.Origin, 0);
                }

                run++;
                if (batch.HappenedAt[place] is { } happened)
                {
                    Measure(record.Origin.Source, ((double)record.ReceivedAt.UnixNanoseconds - happened.UnixNanoseconds) / NanosecondsPerSecond);
                }
            }

            Count(last, run);
        }
    }

    /// <inheritdoc/>
    public void Detected(List<Alert> alerts)
    {
    }

    /// <summary>What was said since the last call, by source (no sender) and by sender.</summary>
    public IReadOnlyDictionary<(string Source, string? Sender), long> Take()
    {
        lock (turn)
        {
            var taken = said.ToDictionary();
            foreach (var key in taken.Keys)
            {
                said[key] = 0;
            }

            return taken;
        }
    }

    /// <summary>Our time minus the source's, of each source that says when things happened.</summary>
    public IReadOnlyDictionary<string, Skew> Skews()
    {
        lock (turn)
        {
            return skews.Where(one => one.Value.Count > 0).ToDictionary(one => one.Key, one => one.Value.Measure(), StringComparer.Ordinal);
        }
    }

    private void Count(RecordOrigin? origin, int records)
    {
        if (origin is null)
        {
            return;
        }

        Add((origin.Source, null), records, MaxSources + MaxSenders);
        if (origin.Sender is { } sender)
        {
            Add((origin.Source, sender), records, MaxSenders);
        }
    }

    private void Add((string Source, string? Sender) key, int records, int most)
    {
        ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(said, key);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count))
        {
            count += records;
        }
        else if (said.Count < most)
        {
            said.Add(key, records);
        }
    }

    private void Measure(string source, double seconds)
    {
        if (!skews.TryGetValue(source, out var ring))
        {
            if (skews.Count >= MaxSources)
            {
                return;
            }

            skews.Add(source, ring = new SkewRing());
        }

        ring.Add(seconds);
    }
}
