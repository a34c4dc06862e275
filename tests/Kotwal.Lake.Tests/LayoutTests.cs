using Kotwal.Lake.Compaction;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests;

/// <summary>A lake that an earlier program left: thirty events in one segment that DuckDB merged and two that were not merged.</summary>
public sealed class LayoutTests : IDisposable
{
    private const string AllEvents = "| sort by ['event.id'] asc";

    private readonly TemporaryFolder folder = new();
    private readonly Clock clock = new(Some.Noon);

    public LayoutTests() => Copy(new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "Fixtures", "layout-1")), folder.Path);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Segments_of_the_first_layout_are_read()
    {
        await using var store = Some.Store(folder.Path, clock);

        var found = await AskAsync(store, "host.name:kiosk-7 | project event.original, user.name, source.port, tags, ['fields']");

        Assert.All(store.Manifest.All(), segment => Assert.Equal(1, segment.Layout));
        var row = Assert.Single(found.Rows);
        Assert.Equal(["event 7", new object?[] { "asha", "ravi" }, 7L], row[..3]);
        Assert.Equal(new object?[] { "नगर", "b\0c" }, row[3]);
    }

    [Fact]
    public async Task A_hunt_over_a_mix_of_layouts_sees_every_event_once()
    {
        await using var store = Some.Store(folder.Path, clock);
        await store.AppendAsync(Some.Batch(30, 3), Some.Range(30, 33), Cancel);

        var words = await AskAsync(store, "event | summarize n = count(), ids = dcount(['event.id'])");
        var newest = await AskAsync(store, "event | take 2");

        Assert.Equal([33L, 33L], Assert.Single(words.Rows));
        Assert.Equal(2, newest.Rows.Count);
    }

    [Fact]
    public async Task Merging_segments_of_the_first_layout_changes_no_answer()
    {
        await using var store = Some.Store(folder.Path, clock);
        var before = await AskAsync(store, AllEvents);
        clock.Advance(TimeSpan.FromDays(1));
        await MergeAllAsync(store);
        clock.Advance(SegmentMerger.QuietTime);
        await MergeAllAsync(store);

        var after = await AskAsync(store, AllEvents);

        Assert.Equal(2, Assert.Single(store.Manifest.All()).Layout);
        Assert.Equal(before.Columns, after.Columns);
        Assert.Equal(before.Rows, after.Rows);
    }

    private static async Task MergeAllAsync(LakeEventStore store)
    {
        while (await store.MergeOnceAsync(Cancel))
        {
        }
    }

    private static async Task<QueryResult> AskAsync(LakeEventStore store, string hunt) =>
        await store.QueryAsync(Some.Hunt(hunt), VisibleEvents.All, QueryLimits.Page, Cancel);

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }

        foreach (var below in from.EnumerateDirectories())
        {
            Copy(below, Path.Combine(to, below.Name));
        }
    }
}
