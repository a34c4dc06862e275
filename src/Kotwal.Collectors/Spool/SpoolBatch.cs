using System.Buffers;
using Kotwal.Events;

namespace Kotwal.Collectors.Spool;

/// <summary>Records read from the spool together. Their payloads are valid until the batch is disposed.</summary>
public sealed class SpoolBatch : IDisposable
{
    private byte[]? buffer;

    internal SpoolBatch(IReadOnlyList<Record> records, long from, long next, byte[]? buffer)
    {
        Records = records;
        From = from;
        Next = next;
        this.buffer = buffer;
    }

    /// <summary>The records in the order of their positions; empty when none came in time.</summary>
    public IReadOnlyList<Record> Records { get; }

    /// <summary>The position that was asked for.</summary>
    public long From { get; }

    /// <summary>Where the next read continues; everything before it is in this batch, earlier, or lost and counted.</summary>
    public long Next { get; }

    /// <summary>Gives the payloads' memory back. Disposing again changes nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
