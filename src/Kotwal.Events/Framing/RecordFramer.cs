using System.Buffers;

namespace Kotwal.Events.Framing;

/// <summary>
/// Cuts a stream into records: lines, or JSON documents (lines of JSON, one array of objects, documents over several lines, one
/// after another). Holds one record at a time; what is longer than the bound is cut and marked. Pull one after another; not
/// safe for several threads. Does not own the stream.
/// </summary>
public sealed class RecordFramer : IDisposable
{
    /// <summary>Most bytes that are kept of one record by default: 1 MiB.</summary>
    public const int DefaultMaxRecordBytes = 1024 * 1024;

    private const int ReadBytes = 128 * 1024;

    private readonly Stream stream;
    private readonly int maxRecordBytes;
    private readonly FrameScanner scanner;
    private byte[] buffer;
    private int start;
    private int end;
    private long offset;
    private long dropped;
    private bool isEnded;

    /// <summary>Makes a framer.</summary>
    /// <param name="stream">Read from where it stands; positions count from there.</param>
    /// <param name="framing">How records are told apart.</param>
    /// <param name="maxRecordBytes">Most bytes that are kept of one record; 1,024 or more.</param>
    public RecordFramer(Stream stream, RecordFraming framing = RecordFraming.Detect, int maxRecordBytes = DefaultMaxRecordBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecordBytes, 1024);
        this.stream = stream;
        this.maxRecordBytes = maxRecordBytes;
        scanner = new(framing);
        buffer = ArrayPool<byte>.Shared.Rent(maxRecordBytes + ReadBytes);
    }

    /// <summary>The record, without the line's end; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Payload { get; private set; }

    /// <summary>Byte at which the record begins, counted from where the stream stood.</summary>
    public long Position { get; private set; }

    /// <summary>True when the record was longer than the bound.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>Bytes taken from the stream so far.</summary>
    public long TotalBytes => offset + dropped + end;

    /// <summary>Goes to the next record; false at the end of the stream.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (TryTake())
            {
                return true;
            }

            if (isEnded)
            {
                return false;
            }

            MakeRoom();
            var read = await stream.ReadAsync(buffer.AsMemory(end, Math.Min(ReadBytes, buffer.Length - end)), cancel).ConfigureAwait(false);
            end += read;
            isEnded = read == 0;
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }

    private bool TryTake()
    {
        while (true)
        {
            var found = scanner.Scan(buffer.AsSpan(start, end - start), isEnded);
            if (!found.IsWhole)
            {
                return false;
            }

            Position = offset + start + found.Start;
            IsTruncated = dropped > 0 || found.Length > maxRecordBytes;
            Payload = buffer.AsMemory(start + found.Start, Math.Min(found.Length, maxRecordBytes));
            start += found.Used;
            offset += dropped;
            dropped = 0;
            if (found.Length > 0)
            {
                return true;
            }
        }
    }

    private void MakeRoom()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            offset += start;
            end -= start;
            start = 0;
        }

        // Of a record beyond the bound only the beginning is kept; the rest is looked at and let go.
        var excess = scanner.Scanned - maxRecordBytes;
        if (excess > 0)
        {
            buffer.AsSpan(scanner.Scanned, end - scanner.Scanned).CopyTo(buffer.AsSpan(maxRecordBytes));
            end -= excess;
            dropped += excess;
            scanner.Scanned = maxRecordBytes;
        }
    }
}
