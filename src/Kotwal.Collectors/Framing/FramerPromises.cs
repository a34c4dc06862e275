namespace Kotwal.Collectors.Framing;

/// <summary>What every framer promises for any bytes: the body of its fuzz target. Slow, and only called from there.</summary>
internal static class FramerPromises
{
    // Small, so that cutting is seen too.
    private const int MaxBytes = 256;

    /// <summary>Frames the bytes at once and in pieces.</summary>
    /// <param name="make">Makes a framer for records of that many bytes.</param>
    /// <param name="bytes">Any bytes.</param>
    /// <returns>The promise that was broken, or null.</returns>
    public static string? Broken(Func<int, IFramer> make, ReadOnlySpan<byte> bytes)
    {
        var whole = new List<Framed>();
        var parted = new List<Framed>();
        return Frame(make(MaxBytes), bytes, Math.Max(bytes.Length, 1), whole)
            ?? Frame(make(MaxBytes), bytes, PieceOf(bytes), parted)
            ?? (whole.SequenceEqual(parted) ? null : "It does not matter in which pieces bytes arrive.");
    }

    private static string? Frame(IFramer framer, ReadOnlySpan<byte> bytes, int piece, List<Framed> records)
    {
        var (start, end) = (0, 0);
        while (end < bytes.Length)
        {
            end = Math.Min(end + piece, bytes.Length);
            if (Read(framer, bytes[start..end], isEnd: false, ref start, records) is { } broken)
            {
                return broken;
            }
        }

        return Read(framer, bytes[start..], isEnd: true, ref start, records);
    }

    private static string? Read(IFramer framer, ReadOnlySpan<byte> window, bool isEnd, ref int start, List<Framed> records)
    {
        var found = new List<Framed>();
        var consumed = framer.Read(window, isEnd, found);
        var left = window.Length - consumed;
        if (consumed < 0 || left < 0 || left > (isEnd ? 0 : MaxBytes + 1))
        {
            return $"A framer leaves at most {MaxBytes + 1} bytes and none at the end, not {left} of {window.Length}.";
        }

        foreach (var record in found)
        {
            if (record.Length is < 0 or > MaxBytes || record.Start < 0 || record.Start + record.Length > consumed)
            {
                return $"A record of at most {MaxBytes} bytes stands inside what was consumed, not {record} in {consumed}.";
            }

            records.Add(record with { Start = start + record.Start });
        }

        start += consumed;
        return null;
    }

    // Any length will do, as long as the same bytes always come in the same pieces.
    private static int PieceOf(ReadOnlySpan<byte> bytes) => bytes.Length == 0 ? 1 : 1 + (bytes[^1] * bytes.Length % 127);
}
