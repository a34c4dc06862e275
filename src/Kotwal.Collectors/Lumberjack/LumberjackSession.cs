using System.Buffers.Binary;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Spool;
using Kotwal.Events;

namespace Kotwal.Collectors.Lumberjack;

/// <summary>One sender's connection: windows in, acknowledgements out.</summary>
internal sealed class LumberjackSession(
    Stream stream, RecordOrigin origin, Spool.Spool spool, SourceAccount account, LumberjackOptions options, TimeProvider clock) : IDisposable
{
    private const int BufferBytes = 16 << 10;

    private readonly LumberjackBatch batch = new();
    private readonly CancellationTokenSource silence = new(Timeout.InfiniteTimeSpan, clock);
    private readonly byte[] acknowledgement = [(byte)'2', (byte)'A', 0, 0, 0, 0];
    private uint durable;

    /// <summary>Serves until the sender closes, takes too long or the door stops.</summary>
    /// <exception cref="InvalidDataException">The bytes are no Lumberjack, or go beyond a bound.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="TimeoutException">The sender does not read its acknowledgements.</exception>
    /// <exception cref="OperationCanceledException">The sender took too long or the door stops.</exception>
    public async Task RunAsync(CancellationToken stop, CancellationToken grace)
    {
        await using var stopping = stop.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), silence);
        await using var buffered = new BufferedStream(stream, BufferBytes);
        var reader = new LumberjackReader(options, batch => KeepAsync(batch, grace));
        while (true)
        {
            // Zero says "nothing of this window yet".
            durable = 0;
            silence.CancelAfter(options.WindowTime);
            if (!await reader.ReadWindowAsync(buffered, batch, silence.Token))
            {
                return;
            }

            await KeepAsync(batch, grace);
            await AcknowledgeAsync(grace);
        }
    }

    public void Dispose()
    {
        silence.Dispose();
        batch.Dispose();
    }

    private async ValueTask KeepAsync(LumberjackBatch batch, CancellationToken cancel)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var entries = batch.Entries();
        account.Received(entries.Count);

        // The time of a window is the sender's; ours does not count.
        silence.CancelAfter(Timeout.InfiniteTimeSpan);
        var append = spool.AppendPatientlyAsync(origin, entries, clock, cancel).AsTask();
        try
        {
            await TellWhileAsync(append, cancel);
        }
        finally
        {
            // The spool reads the batch's memory until then, also when the sender is gone.
            await append;
            account.Accepted(entries);
        }

        durable = batch.LastSequence;
        batch.Clear();
        silence.CancelAfter(options.WindowTime);
    }

    private async Task TellWhileAsync(Task append, CancellationToken cancel)
    {
        while (!append.IsCompleted)
        {
            try
            {
                await append.WaitAsync(options.KeepAlive, clock, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                await AcknowledgeAsync(cancel);
            }
        }
    }

    private async Task AcknowledgeAsync(CancellationToken cancel)
    {
        BinaryPrimitives.WriteUInt32BigEndian(acknowledgement.AsSpan(2), durable);
        await stream.WriteAsync(acknowledgement, cancel).AsTask().WaitAsync(options.WindowTime, clock, cancel);
    }
}
