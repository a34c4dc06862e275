using System.Buffers.Binary;
using System.IO.Hashing;

namespace Kotwal.Collectors.Spool;

/// <summary>What a frame holds.</summary>
internal enum FrameKind : byte
{
    /// <summary>An origin that the segment's later records refer to by number.</summary>
    Origin = 1,

    /// <summary>One record.</summary>
    Record = 2,

    /// <summary>What a repair has put around bytes whose check failed; readers pass over it.</summary>
    Void = 3,
}

/// <summary>How the reading of a frame ended.</summary>
internal enum FrameStatus
{
    Whole,
    NeedsMore,
    BadHeader,
    BadPayload,
}

/// <summary>
/// The head of a frame, 32 bytes little-endian: payload length (4), marker (2), kind (1), flags (1), receive time in
/// nanoseconds (8), origin number (4), check of the payload (4), check of all before it (8). Frames start at multiples of 8.
/// The head's check is keyed by the spool and the position, so that no sender can plant frames inside a payload for the search
/// after damage to find, and no frame is taken for one when it lies elsewhere than where it was written.
/// </summary>
internal readonly record struct Frame(FrameKind Kind, bool IsTruncated, int Length, uint Origin, long ReceivedAt, uint Check)
{
    public const int HeaderBytes = 32;
    public const int Alignment = 8;

    /// <summary>Longest payload of a frame, in bytes.</summary>
    public const int MaxPayloadBytes = 16 << 20;

    private const ushort Marker = 0x4B52;
    private const byte TruncatedFlag = 1;
    private const int CheckedBytes = 24;

    public int TotalBytes => SizeOf(Length);

    public static int SizeOf(int payloadBytes) => (HeaderBytes + payloadBytes + Alignment - 1) & ~(Alignment - 1);

    public static uint CheckOf(ReadOnlySpan<byte> payload) => (uint)XxHash3.HashToUInt64(payload);

    /// <summary>Reads the frame at the start of <paramref name="bytes"/>, which lie at <paramref name="position"/>.</summary>
    public static FrameStatus Read(ReadOnlySpan<byte> bytes, long position, long key, out Frame frame)
    {
        frame = default;
        if (bytes.Length < HeaderBytes)
        {
            return FrameStatus.NeedsMore;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var check = BinaryPrimitives.ReadUInt64LittleEndian(bytes[CheckedBytes..]);
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]) != Marker || length is < 0 or > MaxPayloadBytes
            || XxHash3.HashToUInt64(bytes[..CheckedBytes], key ^ position) != check)
        {
            return FrameStatus.BadHeader;
        }

        frame = new Frame(
            (FrameKind)bytes[6],
            (bytes[7] & TruncatedFlag) != 0,
            length,
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]));
        if (bytes.Length < frame.TotalBytes)
        {
            return FrameStatus.NeedsMore;
        }

        return CheckOf(bytes.Slice(HeaderBytes, length)) == frame.Check ? FrameStatus.Whole : FrameStatus.BadPayload;
    }

    /// <summary>Writes head, payload and padding; <paramref name="destination"/> holds <see cref="TotalBytes"/>.</summary>
    public void Write(Span<byte> destination, ReadOnlySpan<byte> payload, long position, long key)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, Length);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], Marker);
        destination[6] = (byte)Kind;
        destination[7] = IsTruncated ? TruncatedFlag : (byte)0;
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], ReceivedAt);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[16..], Origin);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[20..], Check);
        BinaryPrimitives.WriteUInt64LittleEndian(
            destination[CheckedBytes..], XxHash3.HashToUInt64(destination[..CheckedBytes], key ^ position));
        payload.CopyTo(destination[HeaderBytes..]);
        destination[(HeaderBytes + payload.Length)..TotalBytes].Clear();
    }
}
