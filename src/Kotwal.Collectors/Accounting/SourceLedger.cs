using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Kotwal.Collectors.Spool;
using Microsoft.Extensions.Logging;

namespace Kotwal.Collectors.Accounting;

/// <summary>
/// Every source there is, what it sent and what became of it. Doors count on many threads, the pipeline on one. What is done with is
/// saved with the position up to which it is counted, so that a crash neither loses nor doubles a count: the rest is counted when it
/// is read out of the spool.
/// </summary>
public sealed partial class SourceLedger : IDisposable
{
    /// <summary>Most sources that have an account of their own; those beyond share one, named <c>other</c>.</summary>
    public const int MaxSources = 10_000;

    private const string Other = "other";

    private readonly ConcurrentDictionary<(string Name, string Kind), SourceAccount> accounts = new();
    private readonly TimeProvider clock;
    private readonly Meter meter = new("Kotwal.Collectors");
    private readonly Lock saving = new();
    private readonly string? path;
    private readonly Guid spool;
    private readonly long inheritedBefore;
    private readonly ILogger? log;
    private long position;
    private readonly Counter<long> handshakesFailed;
    private long failedHandshakes;

    /// <summary>Makes a ledger that goes on from what was saved, and saves as it goes.</summary>
    /// <param name="path">The file; one that cannot be used is told, and counting begins anew.</param>
    /// <param name="spool">The spool that the doors write to.</param>
    /// <param name="clock">Says when sources speak.</param>
    /// <param name="log">Takes what is worth a line.</param>
    public SourceLedger(string path, Spool.Spool spool, TimeProvider clock, ILogger<SourceLedger> log)
        : this(clock)
    {
        this.path = path;
        this.spool = spool.Id;
        this.log = log;
        position = spool.ReleasedPosition;
        inheritedBefore = spool.EndPosition;
        Restore(spool.ReleasedPosition);
    }

    /// <summary>Makes an empty ledger, shown as metrics while it lives.</summary>
    public SourceLedger(TimeProvider clock)
    {
        this.clock = clock;
        ConnectionsRefused = meter.CreateCounter<long>(
            "kotwal.connections.refused", "{connection}", "Connections closed at once because too many were open.");
        handshakesFailed = meter.CreateCounter<long>(
            "kotwal.handshakes.failed", "{connection}", "Connections closed because their TLS handshake failed.");
        Show("kotwal.source.received", "{record}", "Records that came in.", counts => counts.Received);
        Show("kotwal.source.accepted", "{record}", "Records that the spool has taken.", counts => counts.Accepted);
        Show("kotwal.source.decoded", "{record}", "Accepted records that were read, and whose events are stored.", counts => counts.Decoded);
        Show("kotwal.source.unreadable", "{record}", "Accepted records whose content could not be read; they are stored as they came.", counts => counts.Unreadable);
        meter.CreateObservableGauge(
            "kotwal.source.pending", () => Snapshot().Select(counts => Measure(counts, one => one.Pending)), "{record}", "Accepted records that wait for the pipeline.");
        Show("kotwal.source.rejected", "{record}", "Records that were refused.", counts => counts.Rejected.Values.Sum());
        Show("kotwal.source.dropped", "{record}", "Records lost because the inbox was full.", counts => counts.Dropped);
        Show("kotwal.source.truncated", "{record}", "Records of which only the beginning is kept.", counts => counts.Truncated);
        Show("kotwal.source.bytes", "By", "Payload bytes of the accepted records.", counts => counts.Bytes);
    }

    /// <summary>The counts of all sources, sorted by name and kind.</summary>
    public IReadOnlyList<SourceCounts> Snapshot() =>
    [
        .. accounts.Values.Where(account => account.IsKnown).Select(account => account.Snapshot())
            .OrderBy(counts => counts.Name, StringComparer.Ordinal).ThenBy(counts => counts.Kind, StringComparer.Ordinal),
    ];

    /// <summary>
    /// Counts the records of a batch, whose events are stored now, as done. What lies before the saved position was counted before, and
    /// is passed over. For the one thread that stores.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="before">Position up to which its records are done with.</param>
    /// <param name="isUnreadable">Says of a record, by its place in the batch, whether its content could not be read.</param>
    public void Done(SpoolBatch batch, long before, Func<int, bool> isUnreadable)
    {
        var done = new DoneTally();
        for (var place = 0; place < batch.Records.Count; place++)
        {
            var record = batch.Records[place];
            if (record.Position >= position && record.Position < before)
            {
                done.Add(in record, isUnreadable(place), record.Position < inheritedBefore);
            }
        }

        foreach (var (origin, isInherited, records) in done.Take())
        {
            var account = Account(origin.Source, origin.Transport);
            if (isInherited)
            {
                account.Inherited(in records);
            }

            account.Done(in records);
        }

        position = Math.Max(position, before);
    }

    /// <summary>Brings the counts to the disk. Before the spool forgets what lies before a position, that position must be saved here.</summary>
    /// <exception cref="IOException">The disk refused; what was saved before stays.</exception>
    public void Save()
    {
        if (path is null)
        {
            return;
        }

        lock (saving)
        {
            new SavedLedger(SavedLedger.CurrentVersion, spool, position, [.. accounts.Values.Where(account => account.IsKnown).Select(account => account.Save())]).Write(path);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        meter.Dispose();
        try
        {
            Save();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            NotSaved(refused.Message);
        }
    }

    internal Counter<long> ConnectionsRefused { get; }

    /// <summary>TLS handshakes that failed, at all doors together.</summary>
    internal long FailedHandshakes => Interlocked.Read(ref failedHandshakes);

    internal void HandshakeFailed(string kind)
    {
        Interlocked.Increment(ref failedHandshakes);
        handshakesFailed.Add(1, new KeyValuePair<string, object?>("kind", kind));
    }

    /// <summary>Gives the account of a source, a new one when it is unknown.</summary>
    internal SourceAccount Account(string name, string kind)
    {
        if (accounts.TryGetValue((name, kind), out var known))
        {
            return known;
        }

        var key = accounts.Count < MaxSources ? (name, kind) : (Other, kind);
        return accounts.GetOrAdd(key, static (key, clock) => new SourceAccount(key.Name, key.Kind, clock), clock);
    }

    private void Restore(long released)
    {
        if (!File.Exists(path))
        {
            return;
        }

        if (SavedLedger.Read(path) is not { } saved || saved.Spool != spool || saved.Position < released || saved.Position > inheritedBefore)
        {
            BegunAnew(path);
            return;
        }

        position = saved.Position;
        foreach (var one in saved.Sources.Take(MaxSources))
        {
            Account(one.Name, one.Kind).Restore(one);
        }
    }

    private void Show(string name, string unit, string description, Func<SourceCounts, long> value) =>
        meter.CreateObservableCounter(name, () => Snapshot().Select(counts => Measure(counts, value)), unit, description);

    private static Measurement<long> Measure(SourceCounts counts, Func<SourceCounts, long> value) =>
        new(value(counts), new KeyValuePair<string, object?>("source", counts.Name), new KeyValuePair<string, object?>("kind", counts.Kind));

    private void BegunAnew(string file)
    {
        if (log is not null)
        {
            CountsBegunAnew(log, file);
        }
    }

    private void NotSaved(string reason)
    {
        if (log is not null)
        {
            CountsNotSaved(log, reason);
        }
    }

    [LoggerMessage(1080, LogLevel.Warning, "The counts of sources in {Path} are damaged, or of another age than the spool: counting begins anew.")]
    private static partial void CountsBegunAnew(ILogger log, string path);

    [LoggerMessage(1081, LogLevel.Warning, "The counts of sources could not be saved at the end ({Reason}): refusals and losses of the last seconds are not counted after the next start.")]
    private static partial void CountsNotSaved(ILogger log, string reason);
}
