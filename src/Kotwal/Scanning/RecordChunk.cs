using Kotwal.Events;

namespace Kotwal.Scanning;

/// <summary>Some hundred records of one input, copied out of the reader's buffer so that another thread can look at them.</summary>
internal sealed class RecordChunk(RecordOrigin origin, EventTime readAt)
{
    /// <summary>Bytes after which a chunk is handed over.</summary>
    public const int FullBytes = 512 * 1024;

    private readonly List<(int Offset, int Length, long Position, bool IsTruncated)> places = [];
    private byte[] bytes = new byte[FullBytes + (64 * 1024)];
    private int length;

    /// <summary>Identity of the input, part of the ids of its events.</summary>
    public Guid Input { get; set; }

    public bool IsFull => length >= FullBytes;

    public bool IsEmpty => places.Count == 0;

    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

    public void Add(ReadOnlySpan<byte> payload, long position, bool isTruncated)
    {
        if (length + payload.Length > bytes.Length)
        {
            Array.Resize(ref bytes, length + payload.Length);
        }

        payload.CopyTo(bytes.AsSpan(length));
        places.Add((length, payload.Length, position, isTruncated));
        length += payload.Length;
    }

    public IEnumerable<Record> Records() =>
        places.Select(place => new Record(
            bytes.AsMemory(place.Offset, place.Length), origin, readAt, place.Position, place.IsTruncated));
}
