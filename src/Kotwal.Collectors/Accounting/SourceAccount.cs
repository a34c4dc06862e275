using System.Collections.Concurrent;
using Kotwal.Collectors.Spool;

namespace Kotwal.Collectors.Accounting;

/// <summary>
/// The counts of one source at one kind of door. Doors count what comes in, the pipeline what is done with. Safe for many threads.
/// </summary>
internal sealed class SourceAccount(string name, string kind, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, long> rejected = new(StringComparer.Ordinal);
    private long received;
    private long accepted;
    private long dropped;
    private long truncated;
    private long bytes;
    private long decoded;
    private long unreadable;
    private long doneTruncated;
    private long doneBytes;
    private long lastReceivedTicks;

    public string Name => name;

    public string Kind => kind;

    /// <summary>When its counts begin.</summary>
    public DateTimeOffset Since { get; private set; } = clock.GetUtcNow();

    /// <summary>False for a source that has only been named so far.</summary>
    public bool IsKnown => Address is not null || Interlocked.Read(ref received) > 0 || Interlocked.Read(ref decoded) + Interlocked.Read(ref unreadable) > 0;

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

    /// <summary>Counts records whose events are stored, and which no step can bring again.</summary>
    public void Done(in DoneRecords done)
    {
        Interlocked.Add(ref decoded, done.Records - done.Unreadable);
        Interlocked.Add(ref unreadable, done.Unreadable);
        Interlocked.Add(ref doneBytes, done.Bytes);
        Interlocked.Add(ref doneTruncated, done.Truncated);
    }

    /// <summary>Counts records that an earlier run took in, and that its counts did not have any more.</summary>
    public void Inherited(in DoneRecords found)
    {
        Interlocked.Add(ref received, found.Records);
        Interlocked.Add(ref accepted, found.Records);
        Interlocked.Add(ref bytes, found.Bytes);
        Interlocked.Add(ref truncated, found.Truncated);
    }

    /// <summary>The counts to go on from after a new start: what was taken in and not done with is found in the spool again.</summary>
    public SavedAccount Save()
    {
        var ticks = Volatile.Read(ref lastReceivedTicks);
        return new SavedAccount(
            name, kind, Since, Interlocked.Read(ref decoded), Interlocked.Read(ref unreadable), Interlocked.Read(ref doneBytes),
            Interlocked.Read(ref doneTruncated), rejected.ToDictionary(), Interlocked.Read(ref dropped),
            ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    /// <summary>Takes over what was saved; before anything is counted.</summary>
    public void Restore(SavedAccount saved)
    {
        Since = saved.Since;
        decoded = saved.Decoded;
        unreadable = saved.Unreadable;
        accepted = saved.Decoded + saved.Unreadable;
        bytes = doneBytes = saved.Bytes;
        truncated = doneTruncated = saved.Truncated;
        dropped = saved.Dropped;
        received = accepted + dropped + saved.Rejected.Values.Sum();
        lastReceivedTicks = saved.LastReceivedAt?.UtcTicks ?? 0;
        foreach (var (reason, count) in saved.Rejected)
        {
            rejected[reason] = count;
        }
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
            Since = Since,
            Accepted = Interlocked.Read(ref accepted),
            Decoded = Interlocked.Read(ref decoded),
            Unreadable = Interlocked.Read(ref unreadable),
            Rejected = rejected.ToDictionary(),
            Dropped = Interlocked.Read(ref dropped),
            Truncated = Interlocked.Read(ref truncated),
            Bytes = Interlocked.Read(ref bytes),
            LastReceivedAt = ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero),
        };
    }
}
