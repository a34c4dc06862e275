using System.Collections.Concurrent;
using Kotwal.Collectors.Spool;

namespace Kotwal.Collectors.Accounting;

/// <summary>The running counts of one source at one kind of door. Safe for many threads.</summary>
internal sealed class SourceAccount(string name, string kind, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, long> rejected = new(StringComparer.Ordinal);
    private long received;
    private long accepted;
    private long dropped;
    private long truncated;
    private long bytes;
    private long lastReceivedTicks;

    public string Name => name;

    /// <summary>False for a source that has only been named so far.</summary>
    public bool IsKnown => Address is not null || Interlocked.Read(ref received) > 0;

    public string? Address { get; set; }

    public int? Port { get; set; }

    public void Received(int records)
    {
        Interlocked.Add(ref received, records);
        Volatile.Write(ref lastReceivedTicks, clock.GetUtcNow().UtcTicks);
    }

    public void Accepted(IReadOnlyList<SpoolEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            Accepted(entries[i].Payload.Length, entries[i].IsTruncated);
        }
    }

    public void Accepted(int payloadBytes, bool isTruncated)
    {
        Interlocked.Add(ref bytes, payloadBytes);
        Interlocked.Add(ref truncated, isTruncated ? 1 : 0);
        Interlocked.Increment(ref accepted);
    }

    /// <summary>Counts records that came in and were refused; the reasons are a handful of constants.</summary>
    public void Refused(string reason, int records)
    {
        Received(records);
        rejected.AddOrUpdate(reason, records, (_, before) => before + records);
    }

    /// <summary>Counts records that came in and were lost; true for the very first, which is worth a line in the log.</summary>
    public bool Dropped(int records)
    {
        Received(records);
        return Interlocked.Add(ref dropped, records) == records;
    }

    public SourceCounts Snapshot()
    {
        var ticks = Volatile.Read(ref lastReceivedTicks);
        return new SourceCounts
        {
            Name = name,
            Kind = kind,
            Address = Address,
            Port = Port,
            Received = Interlocked.Read(ref received),
            Accepted = Interlocked.Read(ref accepted),
            Rejected = rejected.ToDictionary(),
            Dropped = Interlocked.Read(ref dropped),
            Truncated = Interlocked.Read(ref truncated),
            Bytes = Interlocked.Read(ref bytes),
            LastReceivedAt = ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero),
        };
    }
}
