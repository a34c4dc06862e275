namespace Kotwal.Events.Framing;

/// <summary>What the framer of files promises for any bytes: the body of its fuzz target. Slow, and only called from there.</summary>
internal static class FramerPromises
{
    // The least bound there is, so that cutting is seen too.
    private const int MaxRecordBytes = 1024;

    /// <summary>Frames the bytes at once and in pieces.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="framing">How records are told apart.</param>
    /// <returns>The promise that was broken, or null.</returns>
    public static async ValueTask<string?> BrokenAsync(ReadOnlyMemory<byte> bytes, RecordFraming framing)
    {
        var whole = new List<(long Position, int Length, bool IsTruncated)>();
        var parted = new List<(long Position, int Length, bool IsTruncated)>();
        return await FrameAsync(bytes, framing, int.MaxValue, whole).ConfigureAwait(false)
            ?? await FrameAsync(bytes, framing, PieceOf(bytes.Span), parted).ConfigureAwait(false)
            ?? (whole.SequenceEqual(parted) || IsCut(whole) || IsCut(parted) ? null : "It does not matter in which pieces bytes are read.");
    }

    private static async ValueTask<string?> FrameAsync(
        ReadOnlyMemory<byte> bytes, RecordFraming framing, int piece, List<(long Position, int Length, bool IsTruncated)> records)
    {
        using var framer = new RecordFramer(new PiecewiseStream(bytes.ToArray(), piece), framing, MaxRecordBytes);
        var end = 0L;
        while (await framer.ReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (framer.Payload.Length is 0 or > MaxRecordBytes)
            {
                return $"A record has 1 to {MaxRecordBytes} bytes, not {framer.Payload.Length}.";
            }

            if (framer.Position < end || framer.Position + framer.Payload.Length > bytes.Length)
            {
                return $"A record stands behind the one before and inside the stream, not at {framer.Position}.";
            }

            if (!bytes.Span[(int)framer.Position..].StartsWith(framer.Payload.Span))
            {
                return $"The record at {framer.Position} is what stands there.";
            }

            end = framer.Position + framer.Payload.Length;
            records.Add((framer.Position, framer.Payload.Length, framer.IsTruncated));
        }

        return framer.TotalBytes == bytes.Length ? null : $"All {bytes.Length} bytes are taken, not {framer.TotalBytes}.";
    }

    // Of a document beyond the bound, what decides about its end may be let go already.
    private static bool IsCut(List<(long Position, int Length, bool IsTruncated)> records) => records.Exists(record => record.IsTruncated);

    // Any length will do, as long as the same bytes always come in the same pieces.
    private static int PieceOf(ReadOnlySpan<byte> bytes) => bytes.Length == 0 ? 1 : 1 + (bytes[^1] * bytes.Length % 511);

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class PiecewiseStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
