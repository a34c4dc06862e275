using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Kotwal.Collectors.Accounting;

/// <summary>Every source there is, what it sent and what became of it. Safe for many threads.</summary>
public sealed class SourceLedger : IDisposable
{
    /// <summary>Most sources that have an account of their own; those beyond share one, named <c>other</c>.</summary>
    public const int MaxSources = 10_000;

    private const string Other = "other";

    private readonly ConcurrentDictionary<(string Name, string Kind), SourceAccount> accounts = new();
    private readonly TimeProvider clock;
    private readonly Meter meter = new("Kotwal.Collectors");
    private readonly Counter<long> handshakesFailed;
    private long failedHandshakes;

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

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

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

    private void Show(string name, string unit, string description, Func<SourceCounts, long> value) =>
        meter.CreateObservableCounter(name, () => Snapshot().Select(counts => Measure(counts, value)), unit, description);

    private static Measurement<long> Measure(SourceCounts counts, Func<SourceCounts, long> value) =>
        new(value(counts), new KeyValuePair<string, object?>("source", counts.Name), new KeyValuePair<string, object?>("kind", counts.Kind));
}
