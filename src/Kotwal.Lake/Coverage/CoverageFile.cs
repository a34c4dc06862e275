using System.Buffers.Binary;
using System.Collections.Frozen;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Kotwal.Lake.Coverage;

/// <summary>The file in which the matrix is kept: docs/formats/lake.md. It is derived of the events: one that cannot be read is made again.</summary>
internal static class CoverageFile
{
    public const string Name = "coverage.days";

    private const ushort Version = 1;
    private const int ChecksumBytes = 8;

    private static ReadOnlySpan<byte> Magic => "KCOV"u8;

    public static byte[] Write(CoverageMatrix matrix)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(matrix.Counted.Count);
        foreach (var (day, events) in matrix.Counted.OrderBy(day => day.Key))
        {
            writer.Write(day.DayNumber);
            writer.Write(events);
        }

        writer.Write(matrix.Heard.Count);
        foreach (var (sender, days) in matrix.Heard)
        {
            writer.Write(sender.NodeId);
            writer.Write(sender.Node);
            writer.Write(sender.Class);
            writer.Write(sender.Source);
            writer.Write(days.FirstWord);
            writer.Write((ushort)days.Words.Length);
            foreach (var word in days.Words)
            {
                writer.Write(word);
            }
        }

        writer.Flush();
        writer.Write(XxHash3.HashToUInt64(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return bytes.ToArray();
    }

    /// <summary>Reads a file's bytes; null when they are none, damaged or of another version.</summary>
    public static CoverageMatrix? Read(byte[] file)
    {
        if (file.Length < Magic.Length + ChecksumBytes || !file.AsSpan().StartsWith(Magic)
            || BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(file.Length - ChecksumBytes)) != XxHash3.HashToUInt64(file.AsSpan(0, file.Length - ChecksumBytes)))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(file), Encoding.UTF8);
        reader.BaseStream.Position = Magic.Length;
        if (reader.ReadUInt16() != Version)
        {
            return null;
        }

        var counted = new Dictionary<DateOnly, long>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            counted.Add(DateOnly.FromDayNumber(reader.ReadInt32()), reader.ReadInt64());
        }

        // Classes and sources are few, and rows are many.
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var heard = new KeyValuePair<LogSender, DaySet>[reader.ReadInt32()];
        for (var row = 0; row < heard.Length; row++)
        {
            var sender = new LogSender(reader.ReadString(), reader.ReadString(), Shared(texts, reader.ReadString()), Shared(texts, reader.ReadString()));
            heard[row] = new(sender, ReadDays(reader));
        }

        return new CoverageMatrix(counted.ToFrozenDictionary(), [], heard);
    }

    private static DaySet ReadDays(BinaryReader reader)
    {
        var first = reader.ReadInt32();
        var words = new ulong[reader.ReadUInt16()];
        for (var place = 0; place < words.Length; place++)
        {
            words[place] = reader.ReadUInt64();
        }

        return new DaySet(first, words);
    }

    private static string Shared(Dictionary<string, string> texts, string text) =>
        CollectionsMarshal.GetValueRefOrAddDefault(texts, text, out _) ??= text;
}
