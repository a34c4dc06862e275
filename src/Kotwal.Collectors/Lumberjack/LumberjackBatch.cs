using System.Buffers;
using Kotwal.Collectors.Spool;

namespace Kotwal.Collectors.Lumberjack;

/// <summary>Events that have arrived and are not durable yet. Memory is held only while there are some. For one thread.</summary>
internal sealed class LumberjackBatch : IDisposable
{
    private const int InitialBytes = 64 << 10;

    private readonly List<(int Start, int Length, bool IsTruncated)> places = [];
    private readonly List<SpoolEntry> entries = [];
    private byte[] buffer = [];

    public int Count => places.Count;

    public int Bytes { get; private set; }

    /// <summary>Sequence number of the last event.</summary>
    public uint LastSequence { get; private set; }

    /// <summary>Room for the next event's bytes, which <see cref="Add"/> adds; what was written there before stays when more is asked for.</summary>
    public Memory<byte> Room(int bytes)
    {
        if (buffer.Length - Bytes < bytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(InitialBytes, Bytes + bytes));
            buffer.CopyTo(larger.AsSpan());
            GiveBack();
            buffer = larger;
        }

        return buffer.AsMemory(Bytes, bytes);
    }

    public void Add(uint sequence, int bytes, bool isTruncated)
    {
        places.Add((Bytes, bytes, isTruncated));
        Bytes += bytes;
        LastSequence = sequence;
    }

    /// <summary>The events, valid until <see cref="Clear"/>.</summary>
    public IReadOnlyList<SpoolEntry> Entries()
    {
        entries.Clear();
        foreach (var (start, length, isTruncated) in places)
        {
            entries.Add(new SpoolEntry(buffer.AsMemory(start, length), isTruncated));
        }

        return entries;
    }

    public void Clear()
    {
        places.Clear();
        entries.Clear();
        GiveBack();
        buffer = [];
        Bytes = 0;
    }

    public void Dispose() => Clear();

    private void GiveBack()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
