using Kotwal.Lake.DuckDb;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.DuckDb;

public sealed class InProcessEngineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Closing_stops_the_statement_that_runs_and_leaves_nothing_to_interrupt()
    {
        var engine = new InProcessEngine(new DuckDbSettings(folder.Path, folder["tmp"], 64, 64, 1));
        using var stopping = new CancellationTokenSource();
        var running = RunEndlessAsync(engine, stopping.Token);
        await Until.TrueAsync(() => Directory.EnumerateFiles(folder.Path, "*.csv*").Any());

        await engine.DisposeAsync();
        await stopping.CancelAsync();

        await Until.TrueAsync(() => running.IsCompleted);
        await Assert.ThrowsAsync<IOException>(() => running);
    }

    [Fact]
    public async Task A_closed_engine_says_so()
    {
        var engine = new InProcessEngine(new DuckDbSettings(folder.Path, folder["tmp"], 64, 64, 1));
        await engine.DisposeAsync();

        await Assert.ThrowsAsync<IOException>(async () => await engine.RunAsync(DuckDbStatement.Command("SELECT 1"), Cancel));
    }

    // Hours of work, on a thread of its own; the file that it writes shows that it has begun.
    private Task<DuckDbRows> RunEndlessAsync(InProcessEngine engine, CancellationToken cancel)
    {
        var sql = "COPY (SELECT a.range FROM range(100000000) a, range(100000000) b WHERE a.range * b.range = 3) TO "
            + DuckDbSession.Quote(folder["endless.csv"]);
        return Task.Factory.StartNew(
            () => engine.RunAsync(DuckDbStatement.Command(sql), cancel).AsTask(),
            Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }
}
