namespace Kotwal.Collectors.Lumberjack;

/// <summary>What reading Lumberjack promises for any bytes; attacked by the fuzz target and by the tests.</summary>
internal static class LumberjackPromises
{
    private const int MaxRecordBytes = 1024;
    private const int Allowance = 1 << 20;

    /// <summary>The promise that these bytes break, or null.</summary>
    public static async ValueTask<string?> BrokenAsync(byte[] bytes)
    {
        var options = new LumberjackOptions { MaxRecordBytes = MaxRecordBytes, MaxWindow = 1000, MaxFrameBytes = 1 << 20 };
        string? broken = null;
        var kept = 0L;
        using var batch = new LumberjackBatch();
        var reader = new LumberjackReader(options, Keep);
        using var stream = new MemoryStream(bytes);
        try
        {
            while (broken is null && await reader.ReadWindowAsync(stream, batch, CancellationToken.None))
            {
                await Keep(batch);
            }
        }
        catch (Exception ordinary) when (ordinary is InvalidDataException or EndOfStreamException)
        {
            return broken;
        }

        return broken;

        ValueTask Keep(LumberjackBatch events)
        {
            foreach (var entry in events.Entries())
            {
                kept += entry.Payload.Length;
                broken ??= entry.Payload.Length > MaxRecordBytes ? "An event is longer than is kept of one." : null;
            }

            // Each compressed frame may grow by the allowance, and a frame takes six bytes.
            broken ??= kept > ((long)Allowance * ((bytes.Length / 6) + 1)) + ((long)bytes.Length * options.MaxCompressionRatio) ? "More was kept than may grow of it." : null;
            events.Clear();
            return ValueTask.CompletedTask;
        }
    }
}
