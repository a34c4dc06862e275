using System.Buffers.Binary;
using System.IO.Hashing;

namespace Kotwal.Events;

/// <summary>
/// Identifies one event. A UUIDv8 (RFC 9562, section 5.8) made of the receive time and the place the record is kept at, so that
/// reading the same record again yields the same id. Sorts by receive time. Ids of records that follow each other are alike, so
/// that a column of them takes little room.
/// </summary>
public readonly record struct SecurityEventId(Guid Value)
{
    // The 74 bits that are free: what names the spool, then the position, then the ordinal.
    private const int PositionBits = 40;
    private const int OrdinalBits = 4;
    private const int TagBits = 74 - PositionBits - OrdinalBits;

    /// <summary>Makes the id of the <paramref name="ordinal"/>-th event that one record holds.</summary>
    /// <param name="receivedAt">When the record was received.</param>
    /// <param name="spool">Identity of the spool (or file) that keeps the record.</param>
    /// <param name="position">Byte position of the record in it.</param>
    /// <param name="ordinal">Zero-based number of the event within the record.</param>
    public static SecurityEventId Create(EventTime receivedAt, Guid spool, long position, int ordinal)
    {
        Span<byte> place = stackalloc byte[28];
        spool.TryWriteBytes(place, bigEndian: true, out _);
        if (ordinal < 1 << OrdinalBits)
        {
            BinaryPrimitives.WriteInt64BigEndian(place[16..], position >> PositionBits);
            var tag = XxHash3.HashToUInt64(place[..24]) >> (64 - TagBits);
            var below = ((ulong)position & ((1UL << PositionBits) - 1)) << OrdinalBits;
            return new(UuidV8.Compose(receivedAt.UnixMilliseconds, ((UInt128)tag << (PositionBits + OrdinalBits)) | below | (uint)ordinal));
        }

        // A record of so many events is rare; a hash of all serves it as well.
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
