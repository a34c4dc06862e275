using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Framing;
using Kotwal.Collectors.Spool;
using Kotwal.Events;

namespace Kotwal.Collectors.Syslog;

/// <summary>
/// One sender's connection. It is read only as fast as the spool makes its records durable, so that a full spool slows the
/// sender down through the window of TCP.
/// </summary>
internal sealed class SyslogConnection(
    Stream stream,
    RecordOrigin origin,
    Spool.Spool spool,
    SourceAccount account,
    ByteBudget budget,
    SyslogOptions options,
    TimeProvider clock) : IDisposable
{
    private const int BufferBytes = 64 << 10;

    private readonly RecordBuffer records = new(new SyslogFramer(options.MaxMessageBytes), budget, BufferBytes, waitsWithoutBuffer: true);
    private readonly CancellationTokenSource silence = new(Timeout.InfiniteTimeSpan, clock);

    /// <summary>Serves until the sender closes, is silent for too long or the door stops.</summary>
    /// <param name="stop">The door stops: nothing more is read.</param>
    /// <param name="grace">Until then, what was read is still written.</param>
    /// <exception cref="IOException">The connection broke; what had arrived whole is kept.</exception>
    /// <exception cref="OperationCanceledException">The sender was silent or the door stops.</exception>
    public async Task RunAsync(CancellationToken stop, CancellationToken grace)
    {
        await using var stopping = stop.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), silence);
        var isOpen = true;
        while (isOpen)
        {
            silence.CancelAfter(options.IdleTimeout);
            try
            {
                isOpen = await records.ReadAsync(stream, silence.Token) > 0;
            }
            catch (Exception end) when (end is IOException or OperationCanceledException)
            {
                await KeepAsync(isEnd: true, grace);
                throw;
            }

            silence.CancelAfter(Timeout.InfiniteTimeSpan);
            await KeepAsync(isEnd: !isOpen, grace);
        }
    }

    public void Dispose()
    {
        silence.Dispose();
        records.Dispose();
    }

    private async ValueTask KeepAsync(bool isEnd, CancellationToken cancel)
    {
        var entries = records.Take(isEnd);
        if (entries.Count == 0)
        {
            return;
        }

        account.Received(entries.Count);
        await spool.AppendPatientlyAsync(origin, entries, clock, cancel);
        account.Accepted(entries);
    }
}
