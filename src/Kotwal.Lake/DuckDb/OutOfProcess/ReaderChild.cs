using System.Diagnostics;

namespace Kotwal.Lake.DuckDb.OutOfProcess;

/// <summary>One reader process, seen from the server. Runs one statement at a time.</summary>
internal sealed class ReaderChild : IDisposable
{
    /// <summary>How long a cancelled statement may take to stop before the process is killed.</summary>
    public static readonly TimeSpan StopTime = TimeSpan.FromSeconds(1);

    private readonly Process process;
    private readonly TimeProvider clock;
    private long number;
    private bool isKilled;

    private ReaderChild(Process process, TimeProvider clock)
    {
        this.process = process;
        this.clock = clock;
    }

    public int ProcessId => process.Id;

    /// <summary>False once the process has died or was killed; it must then not be used again.</summary>
    public bool IsUsable => !isKilled && !process.HasExited;

    /// <summary>When it was last given a statement, by <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long LastUsedAt { get; private set; }

    /// <exception cref="IOException">The process could not be started.</exception>
    public static async ValueTask<ReaderChild> StartAsync(IReadOnlyList<string> command, DuckDbSettings settings, TimeProvider clock)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_gcServer"] = "0";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception refused)
        {
            throw new IOException($"The reader process {command[0]} could not be started: {refused.Message}", refused);
        }

        var child = new ReaderChild(process, clock);
        await child.SendAsync(Messages.Configure(settings)).ConfigureAwait(false);
        return child;
    }

    public async ValueTask<DuckDbRows> RunAsync(DuckDbStatement statement, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        LastUsedAt = clock.GetTimestamp();
        await SendAsync(Messages.Run(++number, statement)).ConfigureAwait(false);
        var rows = new List<object?[]>();
        while (true)
        {
            var pending = ReceiveAsync();
            var frame = await WaitAsync(pending, cancel).ConfigureAwait(false);
            switch (frame.Kind)
            {
                case FrameKind.Rows:
                    Messages.ReadRows(frame, rows);
                    break;
                case FrameKind.Done:
                    return new DuckDbRows(rows, Messages.ReadDone(frame));
                case FrameKind.Refused:
                    throw new DuckDbRefusedException(Messages.ReadSaid(frame));
                case FrameKind.Failed:
                    throw new IOException(Messages.ReadSaid(frame));
                default:
                    Kill();
                    throw new IOException($"The reader process sent a frame of kind {frame.Kind} out of turn.");
            }
        }
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private async ValueTask<Frame> WaitAsync(Task<Frame> pending, CancellationToken cancel)
    {
        try
        {
            return await pending.WaitAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(pending).ConfigureAwait(false);
            throw;
        }
    }

    // Asks the process to stop its statement and waits for its word; a process that does not answer is killed.
    private async ValueTask StopAsync(Task<Frame> pending)
    {
        try
        {
            var deadline = clock.GetTimestamp();
            await SendAsync(Messages.Cancel(number)).ConfigureAwait(false);
            while ((await pending.WaitAsync(Remaining(deadline), clock).ConfigureAwait(false)).Kind == FrameKind.Rows)
            {
                pending = ReceiveAsync();
            }
        }
        catch (Exception stuck) when (stuck is TimeoutException or IOException)
        {
            Kill();
        }
    }

    private TimeSpan Remaining(long since)
    {
        var remaining = StopTime - clock.GetElapsedTime(since);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    private async ValueTask SendAsync(Frame frame)
    {
        try
        {
            await frame.SendAsync(process.StandardInput.BaseStream, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException broken)
        {
            Kill();
            throw new IOException("The reader process has died.", broken);
        }
    }

    private async Task<Frame> ReceiveAsync()
    {
        try
        {
            if (await Frame.ReceiveAsync(process.StandardOutput.BaseStream, CancellationToken.None).ConfigureAwait(false) is { } frame)
            {
                return frame;
            }
        }
        catch (IOException broken)
        {
            Kill();
            throw new IOException("The reader process has died in the middle of an answer.", broken);
        }

        Kill();
        throw new IOException("The reader process has died; perhaps the system ran out of memory.");
    }

    private void Kill()
    {
        isKilled = true;
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already, which is what is wanted.
        }
    }
}
