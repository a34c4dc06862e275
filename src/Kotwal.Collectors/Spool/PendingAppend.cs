using System.Buffers;
using Kotwal.Events;

namespace Kotwal.Collectors.Spool;

/// <summary>Records of one origin that wait to be written together. Completes with the position of the first.</summary>
internal sealed class PendingAppend : TaskCompletionSource<long>
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Cancelled = 2;

    private readonly SpoolEntry single;
    private readonly IReadOnlyList<SpoolEntry>? entries;
    private byte[]? rented;
    private int state;

    public PendingAppend(RecordOrigin origin, SpoolEntry entry)
        : this(origin, Frame.SizeOf(CheckedLength(entry)))
    {
        single = entry;
    }

    public PendingAppend(RecordOrigin origin, IReadOnlyList<SpoolEntry> entries)
        : this(origin, SizeOf(entries))
    {
        this.entries = entries;
    }

    private PendingAppend(RecordOrigin origin, long frameBytes)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        var originBytes = OriginCodec.BoundOf(origin);
        if (originBytes > OriginCodec.MaxBytes)
        {
            throw new ArgumentException($"An origin takes at most {OriginCodec.MaxBytes} bytes.", nameof(origin));
        }

        if (frameBytes > Spool.MaxAppendBytes)
        {
            throw new ArgumentException($"One append takes at most {Spool.MaxAppendBytes} bytes.", nameof(frameBytes));
        }

        Origin = origin;
        Bytes = (int)(frameBytes + Frame.SizeOf((int)originBytes));
    }

    public RecordOrigin Origin { get; }

    /// <summary>An upper bound of what the records and their origin take in a segment.</summary>
    public int Bytes { get; }

    public int Count => entries?.Count ?? 1;

    public long ReceivedAt { get; set; }

    public long Position { get; set; }

    /// <summary>True when nobody waits for the outcome, so that a failed write has to be tried again.</summary>
    public bool IsUnattended { get; private init; }

    public SpoolEntry this[int index] => entries is null ? single : entries[index];

    /// <summary>An append that holds a copy of the payload.</summary>
    public static PendingAppend CopyOf(RecordOrigin origin, ReadOnlySpan<byte> payload, bool isTruncated)
    {
        var copy = ArrayPool<byte>.Shared.Rent(payload.Length);
        payload.CopyTo(copy);
        return new PendingAppend(origin, new SpoolEntry(copy.AsMemory(0, payload.Length), isTruncated))
        {
            rented = copy,
            IsUnattended = true,
        };
    }

    /// <summary>Claims the append for writing; false when its caller has given up and may have reused the payload.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref state, Taken, Waiting) != Cancelled;

    public void Cancel(CancellationToken cancel)
    {
        if (Interlocked.CompareExchange(ref state, Cancelled, Waiting) == Waiting)
        {
            TrySetCanceled(cancel);
        }
    }

    public void Complete()
    {
        Free();
        TrySetResult(Position);
    }

    public void Fail(Exception reason)
    {
        Free();
        if (!IsUnattended)
        {
            TrySetException(reason);
        }
    }

    private static int CheckedLength(SpoolEntry entry) => entry.Payload.Length <= Spool.MaxRecordBytes
        ? entry.Payload.Length
        : throw new ArgumentException($"A record takes at most {Spool.MaxRecordBytes} bytes.", nameof(entry));

    private static long SizeOf(IReadOnlyList<SpoolEntry> entries)
    {
        var bytes = 0L;
        for (var i = 0; i < entries.Count; i++)
        {
            bytes += Frame.SizeOf(CheckedLength(entries[i]));
        }

        return bytes;
    }

    private void Free()
    {
        if (Interlocked.Exchange(ref rented, null) is { } copy)
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }
}
