using System.Buffers;
using Kotwal.Collectors.Spool;

namespace Kotwal.Collectors.Framing;

/// <summary>
/// Reads a stream and cuts it into records. The buffer grows only for a record that needs it, only up to that record's bound and
/// only while the shared budget allows; when it does not, the record is cut early and flagged. Used by one thread at a time.
/// </summary>
/// <param name="framer">Where records end.</param>
/// <param name="budget">What all buffers may grow by together.</param>
/// <param name="initialBytes">Size of the buffer.</param>
/// <param name="waitsWithoutBuffer">True for a stream that can wait in a read of no bytes, such as a socket's.</param>
internal sealed class RecordBuffer(IFramer framer, ByteBudget budget, int initialBytes, bool waitsWithoutBuffer = false) : IDisposable
{
    private readonly List<Framed> framed = [];
    private readonly List<SpoolEntry> entries = [];
    private byte[] buffer = [];
    private int borrowed;
    private int start;
    private int filled;

    /// <summary>Bytes of the stream that records were made of, or that were passed over.</summary>
    public long Consumed { get; private set; }

    /// <summary>Bytes that have arrived.</summary>
    public long Arrived { get; private set; }

    /// <summary>Reads once; zero at the stream's end. Records that were given before are no longer valid.</summary>
    public async ValueTask<int> ReadAsync(Stream stream, CancellationToken cancel)
    {
        if (start == filled && waitsWithoutBuffer)
        {
            // Most connections are silent most of the time: only one with bytes to read holds memory for them.
            GiveBack();
#pragma warning disable CA2022 // Nothing is to be read yet: a read of no bytes ends when there are some.
            await stream.ReadAsync(Memory<byte>.Empty, cancel);
#pragma warning restore CA2022
        }

        MakeRoom();
        var read = await stream.ReadAsync(buffer.AsMemory(filled), cancel);
        filled += read;
        Arrived += read;
        return read;
    }

    /// <summary>True when a read would find no room before records are taken.</summary>
    public bool IsFull => start == 0 && filled > 0 && filled == buffer.Length;

    /// <summary>The records that have arrived, valid until the next read.</summary>
    public IReadOnlyList<SpoolEntry> Take(bool isEnd)
    {
        framed.Clear();
        entries.Clear();
        var consumed = framer.Read(buffer.AsSpan(start, filled - start), isEnd, framed);
        if (consumed == 0 && IsFull && !TryGrow())
        {
            (var bound, framer.MaxBytes) = (framer.MaxBytes, filled - 2);
            consumed = framer.Read(buffer.AsSpan(0, filled), isEnd, framed);
            framer.MaxBytes = bound;
        }

        foreach (var (at, length, isTruncated) in framed)
        {
            entries.Add(new SpoolEntry(buffer.AsMemory(start + at, length), isTruncated));
        }

        start += consumed;
        Consumed += consumed;
        return entries;
    }

    public void Dispose() => GiveBack();

    private void GiveBack()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        budget.Give(borrowed);
        buffer = [];
        borrowed = start = filled = 0;
    }

    private void MakeRoom()
    {
        var rest = filled - start;
        if (buffer.Length == 0)
        {
            buffer = ArrayPool<byte>.Shared.Rent(initialBytes);
        }
        else if (borrowed > 0 && rest < initialBytes)
        {
            Replace(initialBytes);
            budget.Give(borrowed);
            borrowed = 0;
        }
        else if (start > 0)
        {
            buffer.AsSpan(start, rest).CopyTo(buffer);
            (start, filled) = (0, rest);
        }
    }

    private bool TryGrow()
    {
        var larger = buffer.Length * 2;
        if (!budget.TryTake(larger))
        {
            return false;
        }

        budget.Give(borrowed);
        borrowed = larger;
        Replace(larger);
        return true;
    }

    private void Replace(int bytes)
    {
        var next = ArrayPool<byte>.Shared.Rent(bytes);
        buffer.AsSpan(start, filled - start).CopyTo(next);
        ArrayPool<byte>.Shared.Return(buffer);
        (buffer, start, filled) = (next, 0, filled - start);
    }
}
