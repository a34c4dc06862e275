using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Kotwal.Collectors.Spool;

/// <summary>What is remembered beside the segments: one line of text, replaced in one step.</summary>
/// <param name="Released">Everything before this position may be forgotten.</param>
/// <param name="ReceivedAt">The newest receive time that was given, in nanoseconds since 1970.</param>
internal readonly record struct Checkpoint(long Released, long ReceivedAt)
{
    public const string Name = "released";

    private const string TemporaryName = "released.new";
    private const int MaxBytes = 128;

    /// <summary>Reads the checkpoint; null when the text is not one.</summary>
    public static Checkpoint? Read(ISpoolDisk disk)
    {
        using var file = disk.Open(Name);
        Span<byte> bytes = stackalloc byte[MaxBytes];
        var words = Encoding.ASCII.GetString(bytes[..file.Read(bytes, 0)]).Split(' ', '\n');
        if (words.Length < 3
            || !long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var released)
            || !long.TryParse(words[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var receivedAt)
            || words[2] != CheckOf(released, receivedAt))
        {
            return null;
        }

        return new Checkpoint(released, receivedAt);
    }

    public static void Write(ISpoolDisk disk, Checkpoint checkpoint)
    {
        using (var file = disk.Create(TemporaryName))
        {
            var (released, receivedAt) = checkpoint;
            var line = string.Create(
                CultureInfo.InvariantCulture, $"{released} {receivedAt} {CheckOf(released, receivedAt)}\n");
            file.Write(Encoding.ASCII.GetBytes(line), 0);
            file.Flush();
        }

        disk.Rename(TemporaryName, Name);
        disk.Flush();
    }

    private static string CheckOf(long released, long receivedAt)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{released} {receivedAt}");
        return XxHash3.HashToUInt64(Encoding.ASCII.GetBytes(text)).ToString("x16", CultureInfo.InvariantCulture);
    }
}
