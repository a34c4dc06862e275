using System.Collections.Frozen;
using System.Text;
using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Zeek;

/// <summary>Finds out which log a record is from.</summary>
internal static class ZeekLog
{
    private const int MaxNameBytes = 64;

    private static readonly (byte[] Log, byte[][] Names)[] Shapes =
    [
        .. FieldTable.Read("zeek-shapes.tsv").Select(row => (
            Encoding.UTF8.GetBytes(row[0]),
            row[1].Split(' ').Select(name => Encoding.UTF8.GetBytes('"' + name + '"')).ToArray())),
    ];

    private static readonly FrozenSet<string> Known = FieldTable.Read("zeek-events.tsv").Select(row => row[0]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The value of <c>_path</c>, or nothing.</summary>
    public static ReadOnlySpan<byte> ByPath(ReadOnlySpan<byte> payload)
    {
        var name = payload.IndexOf("\"_path\""u8);
        if (name < 0)
        {
            return default;
        }

        var value = payload[(name + "\"_path\""u8.Length)..].TrimStart(" \t:"u8);
        var length = value.StartsWith("\""u8) ? value[1..].IndexOf((byte)'"') : -1;
        return length is > 0 and <= MaxNameBytes ? value.Slice(1, length) : default;
    }

    /// <summary>The log that a file's name tells, such as <c>conn</c> for <c>conn.10:00:00-11:00:00.log.gz</c>, or null.</summary>
    public static string? ByFile(string? file)
    {
        var name = Path.GetFileName(file ?? "");
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && Known.Contains(name[..dot]) ? name[..dot] : null;
    }

    /// <summary>The log that has such names, or null.</summary>
    public static byte[]? ByShape(ReadOnlySpan<byte> payload)
    {
        foreach (var (log, names) in Shapes)
        {
            if (HasAll(payload, names))
            {
                return log;
            }
        }

        return null;
    }

    private static bool HasAll(ReadOnlySpan<byte> payload, byte[][] names)
    {
        foreach (var name in names)
        {
            if (payload.IndexOf(name) < 0)
            {
                return false;
            }
        }

        return true;
    }
}
