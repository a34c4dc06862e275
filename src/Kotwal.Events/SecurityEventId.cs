using System.Buffers.Binary;
using System.IO.Hashing;

namespace Kotwal.Events;

/// <summary>
/// Identifies one event. A UUIDv8 (RFC 9562, section 5.8) made of the receive time and a hash of the place the record is kept
/// at, so that reading the same record again yields the same id. Sorts by receive time.
/// </summary>
public readonly record struct SecurityEventId(Guid Value)
{
    /// <summary>Makes the id of the <paramref name="ordinal"/>-th event that one record holds.</summary>
    /// <param name="receivedAt">When the record was received.</param>
    /// <param name="spool">Identity of the spool (or file) that keeps the record.</param>
    /// <param name="position">Byte position of the record in it.</param>
    /// <param name="ordinal">Zero-based number of the event within the record.</param>
    public static SecurityEventId Create(EventTime receivedAt, Guid spool, long position, int ordinal)
    {
        Span<byte> place = stackalloc byte[28];
        spool.TryWriteBytes(place, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(place[16..], position);
        BinaryPrimitives.WriteInt32BigEndian(place[24..], ordinal);
        return new(UuidV8.Create(receivedAt.UnixMilliseconds, XxHash128.HashToUInt128(place)));
    }

    /// <summary>The receive time that the id was made with, in milliseconds since 1970.</summary>
    public long UnixMilliseconds
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            Value.TryWriteBytes(bytes, bigEndian: true, out _);
            return (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
