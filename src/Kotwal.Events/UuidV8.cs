using System.Buffers.Binary;

namespace Kotwal.Events;

/// <summary>Version 8 UUIDs: a millisecond time stamp that sorts, then bits of a hash (RFC 9562, section 5.8).</summary>
internal static class UuidV8
{
    public static Guid Create(long unixMilliseconds, UInt128 hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(unixMilliseconds >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)unixMilliseconds);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
