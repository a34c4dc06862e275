using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Kotwal.Lake.DuckDb.OutOfProcess;

/// <summary>
/// A few reader processes, started when they are needed, used again, and ended when they have had nothing to do for a while.
/// Statements beyond their number wait. Safe for many threads.
/// </summary>
internal sealed partial class ReaderPool : IDuckDbEngine
{
    /// <summary>Time without work after which a process is ended, for its memory.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(2);

    private readonly DuckDbSettings settings;
    private readonly IReadOnlyList<string> command;
    private readonly ILogger logger;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim turns;
    private readonly Stack<ReaderChild> idle = new();
    private readonly ITimer sweeping;
    private bool isClosed;

    /// <param name="settings">What each process may use.</param>
    /// <param name="command">Program and arguments; empty for this program's own hidden command.</param>
    /// <param name="readers">Most processes.</param>
    /// <param name="logger">Hears of starts and kills.</param>
    /// <param name="clock">For idle times.</param>
    public ReaderPool(DuckDbSettings settings, IReadOnlyList<string> command, int readers, ILogger logger, TimeProvider clock)
    {
        this.settings = settings;
        this.command = command.Count > 0 ? command : OwnCommand();
        this.logger = logger;
        this.clock = clock;
        turns = new SemaphoreSlim(readers, readers);
        sweeping = clock.CreateTimer(_ => EndIdle(), null, IdleTime, IdleTime);
    }

    /// <summary>System's ids of the processes that have nothing to do.</summary>
    public IReadOnlyList<int> IdleProcesses
    {
        get
        {
            lock (idle)
            {
                return [.. idle.Select(child => child.ProcessId)];
            }
        }
    }

    public async ValueTask<DuckDbRows> RunAsync(DuckDbStatement statement, CancellationToken cancel)
    {
        await turns.WaitAsync(cancel).ConfigureAwait(false);
        ReaderChild? child = null;
        try
        {
            child = TakeIdle() ?? await StartAsync().ConfigureAwait(false);
            return await child.RunAsync(statement, cancel).ConfigureAwait(false);
        }
        finally
        {
            GiveBack(child);
            turns.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await sweeping.DisposeAsync().ConfigureAwait(false);
        lock (idle)
        {
            isClosed = true;
            while (idle.TryPop(out var child))
            {
                child.Dispose();
            }
        }
    }

    private async ValueTask<ReaderChild> StartAsync()
    {
        var child = await ReaderChild.StartAsync(command, settings, clock).ConfigureAwait(false);
        Started();
        return child;
    }

    private ReaderChild? TakeIdle()
    {
        lock (idle)
        {
            while (idle.TryPop(out var child))
            {
                if (child.IsUsable)
                {
                    return child;
                }

                Lost();
                child.Dispose();
            }

            return null;
        }
    }

    private void GiveBack(ReaderChild? child)
    {
        if (child is null)
        {
            return;
        }

        lock (idle)
        {
            if (child.IsUsable && !isClosed)
            {
                idle.Push(child);
                return;
            }
        }

        if (!child.IsUsable)
        {
            Lost();
        }

        child.Dispose();
    }

    private void EndIdle()
    {
        lock (idle)
        {
            var kept = idle.Where(child => clock.GetElapsedTime(child.LastUsedAt) < IdleTime).Reverse().ToList();
            foreach (var child in idle.Except(kept))
            {
                child.Dispose();
            }

            idle.Clear();
            kept.ForEach(idle.Push);
        }
    }

    private static List<string> OwnCommand()
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known.");
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Assembly.GetEntryAssembly()!.Location, "lake-reader"]
            : [program, "lake-reader"];
    }

    [LoggerMessage(2002, LogLevel.Debug, "A reader process was started.")]
    private partial void Started();

    [LoggerMessage(2003, LogLevel.Warning, "A reader process was lost or had to be killed; the next hunt starts another.")]
    private partial void Lost();
}
