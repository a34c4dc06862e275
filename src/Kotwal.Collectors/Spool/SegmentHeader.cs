using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;

namespace Kotwal.Collectors.Spool;

/// <summary>
/// The first 64 bytes of a segment file: magic (8), version (4), zero (4), spool id (16), the position of the file's first byte
/// (8), the end of what the segment before it holds (8), zero (8), check of all before it (8).
/// </summary>
/// <param name="Spool">The spool that the segment belongs to.</param>
/// <param name="Base">Position of the file's first byte.</param>
/// <param name="PreviousEnd">
/// Where the segment before ends. What that file holds beyond was never acknowledged; when it ends earlier, bytes are missing.
/// </param>
internal readonly record struct SegmentHeader(Guid Spool, long Base, long PreviousEnd)
{
    public const int Bytes = 64;

    private const int Version = 1;
    private const int CheckedBytes = 56;
    private const string Suffix = ".segment";

    private static ReadOnlySpan<byte> Magic => "KOTWALSP"u8;

    /// <summary>The file's name: its first position in 20 digits, so that names sort as positions do.</summary>
    public static string NameOf(long position) => position.ToString("D20", CultureInfo.InvariantCulture) + Suffix;

    public static long? BaseOf(string name) =>
        name.EndsWith(Suffix, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(..^Suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : null;

    public static SegmentHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Bytes || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) != Version
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes[CheckedBytes..]) != XxHash3.HashToUInt64(bytes[..CheckedBytes]))
        {
            return null;
        }

        return new SegmentHeader(
            new Guid(bytes.Slice(16, 16), bigEndian: true),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]));
    }

    public void Write(Span<byte> destination)
    {
        destination[..Bytes].Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], Version);
        Spool.TryWriteBytes(destination[16..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], Base);
        BinaryPrimitives.WriteInt64LittleEndian(destination[40..], PreviousEnd);
        BinaryPrimitives.WriteUInt64LittleEndian(
            destination[CheckedBytes..], XxHash3.HashToUInt64(destination[..CheckedBytes]));
    }
}
