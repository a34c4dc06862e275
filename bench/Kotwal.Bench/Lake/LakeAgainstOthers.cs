using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using Kotwal.Hunt;
using Kotwal.Lake;

namespace Kotwal.Bench.Lake;

/// <summary>
/// What does a question cost in a lake, in DuckDB's own table of the same rows, and for ripgrep over the same lines? Everything
/// is asked in turns within one run, since the machine may be shared; the fastest of the rounds says most. Both are told: the time
/// that passed, and the time that processors worked, which other work on the machine changes less.
/// </summary>
/// <param name="folder">The lake.</param>
/// <param name="lines">The lines as one zstd file.</param>
/// <param name="rounds">How often each question is asked.</param>
internal sealed class LakeAgainstOthers(string folder, string lines, int rounds)
{
    private const int Threads = 2;

    /// <summary>Makes the table, asks, and prints a table of milliseconds.</summary>
    public async Task RunAsync()
    {
        await using var lake = LakeReader.Open(new LakeOptions { Folder = folder, ReaderThreads = Threads, ReaderMemoryMegabytes = 1_024 }, TimeProvider.System);
        var native = Path.Combine(Path.GetTempPath(), $"kotwal-bench-{Environment.ProcessId}.duckdb");
        try
        {
            using var table = MakeTable(native);
            PrintSizes(native, await CountAsync(lake));
            Console.WriteLine("Milliseconds that passed / that processors worked:");
            Console.WriteLine();
            Console.WriteLine("| question | lake | lake, first time | DuckDB's table | rg -z | rows |");
            Console.WriteLine("|---|---|---|---|---|---|");
            foreach (var question in await LakeQuestion.AllAsync(lake))
            {
                await AskAsync(lake, table, question);
            }
        }
        finally
        {
            File.Delete(native);
        }
    }

    private async Task AskAsync(LakeReader lake, DuckDBConnection table, LakeQuestion question)
    {
        var hunt = HuntQuery.Parse(question.Hunt).Query!;
        var own = new List<Spent>();
        var others = new List<Spent>();
        var rows = 0L;
        for (var round = 0; round <= rounds; round++)
        {
            var start = Spent.Now();
            rows = (await lake.QueryAsync(hunt, QueryLimits.CommandLine, CancellationToken.None)).Rows.Count;
            own.Add(Spent.Now() - start);
            start = Spent.Now();
            Read(table, question.Sql);
            others.Add(Spent.Now() - start);
        }

        Console.WriteLine($"| {question.Name} | {Spent.Least(own.Skip(1))} | {own[0]} | {Spent.Least(others.Skip(1))} | {Searched(question.Word)} | {rows} |");
    }

    private string Searched(string? word)
    {
        if (word is null)
        {
            return "";
        }

        // Of its work nothing is said: most of it is in the decompressor, which ripgrep starts as another process.
        return Enumerable.Range(0, 2).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            using var search = Process.Start(new ProcessStartInfo("rg", ["-z", "-c", "-F", "-w", word, lines]) { RedirectStandardOutput = true })!;
            search.StandardOutput.ReadToEnd();
            search.WaitForExit();
            return watch.Elapsed.TotalMilliseconds;
        }).ToString("F0", CultureInfo.InvariantCulture);
    }

    private DuckDBConnection MakeTable(string path)
    {
        var connection = new DuckDBConnection($"DataSource={path};threads={Threads};memory_limit=4GB");
        connection.Open();
        Read(connection, "SET TimeZone = 'UTC'");
        Read(connection, $"CREATE TABLE events AS SELECT * EXCLUDE (\"kotwal.row_group\") FROM read_parquet('{folder}/**/*.parquet', hive_partitioning = false)");
        Read(connection, "CHECKPOINT");
        return connection;
    }

    private void PrintSizes(string native, long events)
    {
        var files = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).ToList();
        var raw = new FileInfo(lines).Length;
        Console.WriteLine("| | bytes | an event | of the raw lines |");
        Console.WriteLine("|---|---|---|---|");
        Print("raw lines, zstd", raw);
        Print("lake, all of it", files.Sum(file => file.Length));
        Print("of it filters", files.Where(file => file.Extension == ".words").Sum(file => file.Length));
        Print("DuckDB's table", new FileInfo(native).Length);
        Console.WriteLine();

        void Print(string what, long bytes) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {what} | {bytes} | {bytes / (double)events:F1} | {bytes / (double)raw:F2} |"));
    }

    private static async Task<long> CountAsync(LakeReader lake) => (long)(await lake.QueryAsync(
        HuntQuery.Parse("| summarize n = count()").Query!, QueryLimits.CommandLine, CancellationToken.None)).Rows[0][0]!;

    private static void Read(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            for (var place = 0; place < reader.FieldCount; place++)
            {
                _ = reader.IsDBNull(place) ? null : reader.GetValue(place);
            }
        }
    }

    private readonly record struct Spent(TimeSpan Passed, TimeSpan Worked)
    {
        public static Spent Now()
        {
            using var process = Process.GetCurrentProcess();
            return new(Stopwatch.GetElapsedTime(0), process.TotalProcessorTime);
        }

        public static Spent Least(IEnumerable<Spent> all) => all.Aggregate((one, other) => new(
            one.Passed < other.Passed ? one.Passed : other.Passed, one.Worked < other.Worked ? one.Worked : other.Worked));

        public static Spent operator -(Spent end, Spent start) => new(end.Passed - start.Passed, end.Worked - start.Worked);

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Passed.TotalMilliseconds:F0} / {Worked.TotalMilliseconds:F0}");
    }
}
