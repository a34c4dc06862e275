using System.Buffers.Binary;

namespace Kotwal.Events;

/// <summary>Version 8 UUIDs: a millisecond time stamp that sorts, then bits of our own (RFC 9562, section 5.8).</summary>
internal static class UuidV8
{
    private const int LowBits = 62;

    /// <summary>Makes one whose 74 free bits are the given number, so that numbers in a row make ids in a row.</summary>
    public static Guid Compose(long unixMilliseconds, UInt128 number) =>
        Create(unixMilliseconds, ((number >> LowBits) << 64) | (number & ((UInt128.One << LowBits) - 1)));

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
