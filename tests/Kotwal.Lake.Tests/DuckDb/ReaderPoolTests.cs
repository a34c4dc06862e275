using System.Diagnostics;
using Kotwal.Lake.DuckDb;
using Kotwal.Lake.DuckDb.OutOfProcess;
using Kotwal.Lake.Results;
using Kotwal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests.DuckDb;

public sealed class ReaderPoolTests : IDisposable
{
    // Counts pairs of a hundred million rows: hours of work that needs no memory.
    private const string Endless = "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range = b.range % 7 + 1 OR a.range * b.range = 3";

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Cells_of_every_type_come_through_the_pipe_unchanged()
    {
        const string sql = "SELECT 1::BIGINT, 0.5::DOUBLE, true, 'a' || chr(0) || 'नगर', NULL, TIMESTAMP '2026-03-14 12:00:00.123456', "
            + "[1, NULL], map(['k', 'z'], [['v'], [NULL]]), 170141183460469231731687303715884105727::HUGEINT, 2.5::DECIMAL(9, 1), sum(7)";
        await using var pool = Pool();
        await using var inside = new InProcessEngine(Settings());

        var outer = Assert.Single((await pool.RunAsync(DuckDbStatement.Command(sql), Cancel)).Rows);
        var inner = Assert.Single((await inside.RunAsync(DuckDbStatement.Command(sql), Cancel)).Rows);

        Assert.Equal([1L, 0.5, true, "a\0नगर", null, Some.Noon.AddMicroseconds(123_456)], outer[..6]);
        Assert.Equal([1L, null], (object?[])outer[6]!);
        Assert.Equal([1.7014118346046923e38, 2.5, 7L], outer[8..]);
        Assert.Equal(inner[..7], outer[..7]);
        Assert.Equal(Entries(inner[7]), Entries(outer[7]));
    }

    [Theory]
    [InlineData("SELECT TIMESTAMP 'infinity'")]
    [InlineData("SELECT TIMESTAMP '290000-01-01 00:00:00'")]
    public async Task A_value_that_cannot_be_shown_is_an_answer_and_no_crash(string sql)
    {
        await using var pool = Pool();

        await Assert.ThrowsAsync<DuckDbRefusedException>(async () => await RunAsync(pool, sql));

        Assert.Single(pool.IdleProcesses);
    }

    [Fact]
    public async Task Parameters_reach_the_engine_as_they_are()
    {
        await using var pool = Pool();

        var row = Assert.Single((await pool.RunAsync(
            new DuckDbStatement("SELECT $1, $2, $3, $4, $5", ["'; --\"", "a\0b", 7L, 0.5, true], 10, long.MaxValue), Cancel)).Rows);

        Assert.Equal(["'; --\"", "a\0b", 7L, 0.5, true], row);
    }

    [Theory]
    [InlineData("SELECT * FROM read_text('/etc/passwd')")]
    [InlineData("COPY (SELECT 1) TO '/tmp/kotwal-escape.csv'")]
    [InlineData("ATTACH '/tmp/kotwal-escape.db'")]
    [InlineData("INSTALL httpfs")]
    [InlineData("SELECT * FROM read_csv('https://192.0.2.1/x.csv')")]
    public async Task Nothing_but_the_lakes_folder_can_be_reached(string sql)
    {
        await using var pool = Pool();

        var refusal = await Record.ExceptionAsync(async () => await pool.RunAsync(DuckDbStatement.Command(sql), Cancel));

        Assert.True(refusal is IOException or DuckDbRefusedException, $"{refusal}");
    }

    [Theory]
    [InlineData("SET memory_limit = '100GB'")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("SET threads = 64")]
    public async Task No_statement_can_loosen_the_settings(string sql)
    {
        await using var pool = Pool();

        await Assert.ThrowsAsync<DuckDbRefusedException>(async () => await pool.RunAsync(DuckDbStatement.Command(sql), Cancel));
    }

    [Fact]
    public async Task A_cancelled_statement_stops_and_its_process_goes_on()
    {
        await using var pool = Pool(readers: 1);
        var before = await ProcessOfAsync(pool);
        using var cancelling = new CancellationTokenSource();
        var running = pool.RunAsync(DuckDbStatement.Command(Endless), cancelling.Token).AsTask();

        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(before, await ProcessOfAsync(pool));
    }

    [Fact]
    public async Task A_process_that_dies_is_replaced()
    {
        await using var pool = Pool(readers: 1);
        await RunAsync(pool, "SELECT 1");
        Kill(pool);

        var answer = await RunAsync(pool, "SELECT 3::BIGINT");

        Assert.Equal(3L, answer.Rows[0][0]);
    }

    [Fact]
    public async Task A_process_that_does_not_listen_is_killed()
    {
        // Reads nothing and says nothing.
        await using var pool = new ReaderPool(Settings(), ["/bin/sleep", "1000"], 1, NullLogger.Instance, TimeProvider.System);
        using var cancelling = new CancellationTokenSource();
        var running = pool.RunAsync(DuckDbStatement.Command("SELECT 1"), cancelling.Token).AsTask();

        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Empty(pool.IdleProcesses);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_told()
    {
        await using var pool = new ReaderPool(Settings(), ["/no/such/program"], 1, NullLogger.Instance, TimeProvider.System);

        var refusal = await Assert.ThrowsAsync<IOException>(async () => await RunAsync(pool, "SELECT 1"));

        Assert.Contains("/no/such/program", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_statements_than_processes_wait_for_their_turn()
    {
        await using var pool = Pool(readers: 2);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => RunAsync(pool, $"SELECT {number}::BIGINT").AsTask()));

        Assert.Equal(Enumerable.Range(0, 8).Select(number => (object?)(long)number), answers.Select(answer => answer.Rows[0][0]));
        Assert.InRange(pool.IdleProcesses.Count, 1, 2);
    }

    [Fact]
    public async Task A_statement_that_needs_too_much_memory_is_refused_and_the_next_one_runs()
    {
        await using var pool = Pool(readers: 1);

        await Assert.ThrowsAsync<DuckDbRefusedException>(
            async () => await RunAsync(pool, "SELECT list(repeat('x', 1000) || range) FROM range(10000000)"));

        Assert.Equal(1L, (await RunAsync(pool, "SELECT 1::BIGINT")).Rows[0][0]);
    }

    [Fact]
    public async Task A_result_beyond_its_bytes_is_cut()
    {
        await using var pool = Pool();

        var cut = await pool.RunAsync(new DuckDbStatement("SELECT repeat('x', 1000) FROM range(1000)", [], int.MaxValue, 10_000), Cancel);

        Assert.True(cut.IsCut);
        Assert.InRange(cut.Rows.Count, 1, 10);
    }

    private ReaderPool Pool(int readers = 1) =>
        new(Settings(), [Environment.ProcessPath!, "lake-reader"], readers, NullLogger.Instance, TimeProvider.System);

    private DuckDbSettings Settings() => new(folder.Path, Path.Combine(folder.Path, "tmp"), 64, 64, 1);

    private static ValueTask<DuckDbRows> RunAsync(ReaderPool pool, string sql) => pool.RunAsync(DuckDbStatement.Command(sql), Cancel);

    private static async Task<int> ProcessOfAsync(ReaderPool pool)
    {
        await RunAsync(pool, "SELECT 1");
        return Assert.Single(pool.IdleProcesses);
    }

    private static void Kill(ReaderPool pool)
    {
        using var process = Process.GetProcessById(Assert.Single(pool.IdleProcesses));
        process.Kill();
        process.WaitForExit();
    }

    private static IEnumerable<(string, string)> Entries(object? map) =>
        ((MapCell)map!).Entries.Select(entry => (entry.Key, string.Join('|', (object?[])entry.Value!)));
}
