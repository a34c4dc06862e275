using Kotwal.Events;
using Kotwal.Lake.Columns;
using Kotwal.Lake.DuckDb;
using Kotwal.Lake.Manifest;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.DuckDb;

/// <summary>A lake of so many events that the newest are looked for in steps, some of whose clocks are wrong by years.</summary>
public sealed class LargeLake : IAsyncLifetime
{
    public const int Events = 90_000;

    private const int PerBatch = 15_000;

    private readonly TemporaryFolder folder = new();

    public string Folder => folder.Path;

    public async ValueTask InitializeAsync()
    {
        await using var store = Some.Store(Folder);
        for (var from = 0; from < Events; from += PerBatch)
        {
            var batch = new EventBatch(Some.Spool);
            for (var number = from; number < from + PerBatch; number++)
            {
                Some.Add(batch, number, $"n{number} f{number % 10} h{number / 40_000}", Some.Noon.AddMilliseconds(number * 10), opened => SetTime(opened, number));
            }

            await store.AppendAsync(batch, Some.Range(from, from + PerBatch), CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void SetTime(EventBatch batch, int number)
    {
        var years = number % 1_000 == 7 ? number % 9_000 == 7 ? 3 : -3 : 0;
        batch.SetTime(EventTime.From(Some.Noon.AddMilliseconds(number * 10).AddYears(years)));
    }
}

public sealed class NewestRowsTests(LargeLake lake) : IClassFixture<LargeLake>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Sorted by a second value, too, a hunt reads all of the lake.
    [Theory]
    [InlineData("", 100)]
    [InlineData("f3", 40)]
    [InlineData("f3", 20_000)]
    [InlineData("n17", 5)]
    [InlineData("h0", 25)]
    [InlineData("| where event.original contains 'nothing'", 5)]
    [InlineData("| where ['@timestamp'] < datetime(2026-03-14T12:05:00Z)", 50)]
    [InlineData("| where ['@timestamp'] between (datetime(2026-03-14T12:01:00Z) .. datetime(2026-03-14T12:01:01Z))", 200)]
    [InlineData("| where ['@timestamp'] > datetime(2027-01-01)", 50)]
    public async Task The_newest_rows_are_those_that_reading_everything_gives(string filter, int count)
    {
        await using var store = Some.Store(lake.Folder);
        var shown = "project ['@timestamp'], event.original";

        var newest = await AskAsync(store, $"{filter} | take {count} | {shown}");
        var sorted = await AskAsync(store, $"{filter} | sort by ['@timestamp'] desc, event.original desc | take {count} | {shown}");

        Assert.Equal(Rows(sorted), Rows(newest));
    }

    [Fact]
    public async Task A_result_that_is_cut_has_the_newest_rows_and_says_so()
    {
        await using var store = Some.Store(lake.Folder);

        var cut = await store.QueryAsync(
            Some.Hunt("f5 | where ['@timestamp'] < datetime(2026-12-31) | project event.original"), VisibleEvents.All, [], QueryLimits.Page with { MaxRows = 3 }, Cancel);

        Assert.True(cut.IsCut);
        Assert.Equal(["n89995 f5 h2", "n89985 f5 h2", "n89975 f5 h2"], cut.Rows.Select(row => row[0]));
    }

    [Fact]
    public async Task Of_the_newest_rows_only_the_visible_ones_are_found()
    {
        await using var store = Some.Store(lake.Folder);
        var oldest = VisibleEvents.With([new FieldValues(["event.original"], ["n5 f5 h0", "n15 f5 h0"])]);

        var found = await store.QueryAsync(Some.Hunt("f5 | take 2 | project event.original"), oldest, [], QueryLimits.Page, Cancel);

        Assert.Equal(["n15 f5 h0", "n5 f5 h0"], found.Rows.Select(row => row[0]));
    }

    [Fact]
    public void Steps_go_backwards_and_end_before_what_the_hunt_asks_for()
    {
        var choice = SegmentChoice.All([.. Enumerable.Range(0, 50).Select(number => Segment(number, 1_000_000))]);

        var all = NewestWindows.Of(choice, null, null, 100).ToList();
        var bounded = NewestWindows.Of(choice, 40_000_000_000, null, 100).ToList();

        Assert.Equal(4, all.Count);
        Assert.Equal(all.OrderDescending(), all);
        Assert.All(bounded, start => Assert.True(start > 40_000_000_000));
        Assert.Empty(NewestWindows.Of(SegmentChoice.All([Segment(1, 60_000)]), null, null, 100));
        Assert.Empty(NewestWindows.Of(choice, null, null, long.MaxValue));
    }

    private static async Task<QueryResult> AskAsync(LakeEventStore store, string hunt) =>
        await store.QueryAsync(Some.Hunt(hunt), VisibleEvents.All, [], new QueryLimits(50_000, TimeSpan.FromMinutes(5)), Cancel);

    private static List<string> Rows(QueryResult result) => [.. result.Rows.Select(row => string.Join(' ', row))];

    private static Segment Segment(int number, long rows)
    {
        var (from, to) = (number * 1_000_000_000L, ((number + 1) * 1_000_000_000L) - 1);
        return new($"day=1970-01-01/{number:D10}.parquet", new DateOnly(1970, 1, 1), LakeColumns.Layout, rows, rows, "", new(0, to, from, to), []);
    }
}
