using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Words;

/// <summary>
/// The word filter of a segment: for each of its row groups a filter of the words in it. It stands beside the segment and belongs to exactly
/// that file. docs/formats/lake.md describes the bytes. Immutable.
/// </summary>
internal sealed class SegmentWords
{
    private const ushort Version = 1;
    private const int HashBytes = 32;
    private const int HeaderBytes = 8 + HashBytes;
    private const int EntryBytes = 16;
    private const int ChecksumBytes = 8;

    private readonly FuseFilter?[] groups;

    private SegmentWords(FuseFilter?[] groups, int bytes) => (this.groups, Bytes) = (groups, bytes);

    /// <summary>Number of row groups.</summary>
    public int Groups => groups.Length;

    /// <summary>Memory that the filter takes, about.</summary>
    public int Bytes { get; }

    /// <summary>The path of a segment's filter.</summary>
    public static string PathFor(string segment) => System.IO.Path.ChangeExtension(segment, LakeFolder.FilterEnding);

    /// <summary>Makes the bytes of the file.</summary>
    /// <param name="groups">The row groups' filters in order; null for one of which nothing is known.</param>
    /// <param name="sha256">SHA-256 of the segment in hexadecimal digits.</param>
    public static byte[] Write(IReadOnlyCollection<FuseFilter?> groups, string sha256)
    {
        var file = new byte[HeaderBytes + groups.Sum(group => EntryBytes + (group?.Prints.Length ?? 0)) + ChecksumBytes];
        "KWRD"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(4), Version);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(6), checked((ushort)groups.Count));
        Convert.FromHexString(sha256).CopyTo(file, 8);
        var at = HeaderBytes;
        foreach (var group in groups)
        {
            if (group is { } filter)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(at), filter.Seed);
                BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at + 8), filter.SegmentBits);
                BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at + 12), filter.Segments);
                filter.Prints.CopyTo(file.AsMemory(at + EntryBytes));
                at += filter.Prints.Length;
            }

            at += EntryBytes;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(at), XxHash3.HashToUInt64(file.AsSpan(0, at)));
        return file;
    }

    /// <summary>Reads a filter; false when there is none for this very segment, or it is damaged or of another version.</summary>
    public static bool TryLoad(string path, string sha256, [NotNullWhen(true)] out SegmentWords? words)
    {
        words = null;
        try
        {
            var file = File.ReadAllBytes(path);
            return TryRead(file, sha256, out words);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Reads the bytes of a filter, as <see cref="TryLoad"/> does.</summary>
    public static bool TryRead(byte[] file, string sha256, [NotNullWhen(true)] out SegmentWords? words)
    {
        words = null;
        if (!IsWhole(file) || !file.AsSpan(8, HashBytes).SequenceEqual(Convert.FromHexString(sha256)))
        {
            return false;
        }

        var groups = new FuseFilter?[BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(6))];
        var at = HeaderBytes;
        for (var group = 0; group < groups.Length; group++)
        {
            if (!TryReadGroup(file, ref at, out groups[group]))
            {
                return false;
            }
        }

        words = new SegmentWords(groups, file.Length);
        return at == file.Length - ChecksumBytes;
    }

    /// <summary>False when the words certainly do not all occur in the row group.</summary>
    public bool MayHoldAll(int group, ReadOnlySpan<ulong> words)
    {
        if (groups[group] is not { } filter)
        {
            return true;
        }

        foreach (var word in words)
        {
            if (!filter.MayHold(word))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWhole(ReadOnlySpan<byte> file) =>
        file.Length >= HeaderBytes + ChecksumBytes
        && file.StartsWith("KWRD"u8)
        && BinaryPrimitives.ReadUInt16LittleEndian(file[4..]) == Version
        && BinaryPrimitives.ReadUInt64LittleEndian(file[^ChecksumBytes..]) == XxHash3.HashToUInt64(file[..^ChecksumBytes]);

    // The checksum keeps accidents out; lengths are checked all the same, so that no file makes a hunt fail.
    private static bool TryReadGroup(byte[] file, ref int at, out FuseFilter? filter)
    {
        filter = null;
        if (at + EntryBytes > file.Length - ChecksumBytes)
        {
            return false;
        }

        var seed = BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
        var segmentBits = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 8));
        var segments = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 12));
        at += EntryBytes;
        if (segments == 0)
        {
            return true;
        }

        var length = segmentBits is >= 0 and <= 24 && segments is > 0 and < 1 << 24 ? FuseFilter.LengthOf(segmentBits, segments) : long.MaxValue;
        if (length > file.Length - ChecksumBytes - at)
        {
            return false;
        }

        filter = new FuseFilter(seed, segmentBits, segments, file.AsMemory(at, (int)length));
        at += (int)length;
        return true;
    }
}
