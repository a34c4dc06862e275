using Kotwal.Events;
using Kotwal.Lake.Compaction;
using Kotwal.Lake.Manifest;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Compaction;

public sealed class MergeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Clock clock = new(Some.Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Merging_changes_no_answer()
    {
        await using var store = Some.Store(folder.Path, clock);
        await AppendRichBatchesAsync(store, count: 40);
        var before = await store.QueryAsync(Some.Hunt("| sort by ['event.id'] asc"), VisibleEvents.All, QueryLimits.Page, Cancel);

        await MergeAllAsync(store);

        var after = await store.QueryAsync(Some.Hunt("| sort by ['event.id'] asc"), VisibleEvents.All, QueryLimits.Page, Cancel);
        Assert.InRange(store.Manifest.Segments.Length, 1, 16);
        Assert.Equal(before.Columns, after.Columns);
        Assert.Equal(before.Rows, after.Rows);
    }

    [Fact]
    public async Task Merged_rows_stand_by_source_then_time()
    {
        await using var store = Some.Store(folder.Path, clock);
        await AppendRichBatchesAsync(store, count: 16);

        await MergeAllAsync(store);

        var merged = Assert.Single(store.Manifest.Segments);
        var rows = Outsider.Ask($"SELECT \"@timestamp\" FROM read_parquet('{folder.Path}/{merged.Path}')").ConvertAll(row => (DateTime)row[0]!);
        Assert.Equal(rows.Order(), rows);
    }

    [Fact]
    public async Task An_outsider_counts_each_event_once()
    {
        await using var store = Some.Store(folder.Path, clock);
        await AppendRichBatchesAsync(store, count: 20);

        await MergeAllAsync(store);

        Assert.Equal([[60L, 60L]], Outsider.Ask($"SELECT count(*), count(DISTINCT \"event.id\") FROM {Outsider.Files(folder.Path)}"));
    }

    [Fact]
    public async Task A_day_that_is_over_and_quiet_becomes_one_segment_and_leaves_the_manifest()
    {
        await using var store = Some.Store(folder.Path, clock);
        await AppendRichBatchesAsync(store, count: 5);
        clock.Advance(TimeSpan.FromDays(1));
        await MergeAllAsync(store);

        clock.Advance(SegmentMerger.QuietTime);
        await MergeAllAsync(store);

        Assert.Empty(store.Manifest.Segments);
        Assert.Single(Assert.Single(store.Manifest.Folded).Value.Segments);
        Assert.Equal(15, await CountAsync(store));
    }

    [Fact]
    public async Task A_folded_day_is_there_after_reopening_and_takes_late_events()
    {
        await using (var store = Some.Store(folder.Path, clock))
        {
            await AppendRichBatchesAsync(store, count: 2);
            await FoldAsync(store);
        }

        await using var again = Some.Store(folder.Path, clock);
        await again.AppendAsync(Some.Batch(6, 1), Some.Range(6, 7), Cancel);
        await FoldAsync(again);

        Assert.Equal(7, await CountAsync(again));
        Assert.Empty(again.Manifest.Segments);
        Assert.Single(Directory.EnumerateFiles(folder.Path, "*.parquet", SearchOption.AllDirectories));
        Assert.Equal(2, Directory.EnumerateFiles(folder.Path, "*.json", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task A_merged_segment_knows_the_records_and_times_of_its_parts()
    {
        await using var store = Some.Store(folder.Path, clock);
        await AppendRichBatchesAsync(store, count: 16);
        var parts = store.Manifest.Segments;

        await MergeAllAsync(store);

        var whole = Assert.Single(store.Manifest.Segments);
        Assert.Equal(Some.Range(0, 48), Assert.Single(whole.Ranges));
        Assert.Equal(parts.Min(part => part.Bounds.TimestampFrom), whole.Bounds.TimestampFrom);
        Assert.Equal(parts.Max(part => part.Bounds.TimestampTo), whole.Bounds.TimestampTo);
        Assert.Equal(48, whole.Rows);
    }

    [Fact]
    public async Task A_segment_that_cannot_be_read_is_left_alone()
    {
        await using var store = Some.Store(folder.Path, clock);
        await AppendRichBatchesAsync(store, count: 16);
        var damaged = Path.Combine(folder.Path, store.Manifest.Segments[3].Path);
        await File.WriteAllTextAsync(damaged, "no Parquet", Cancel);

        await Assert.ThrowsAsync<IOException>(async () => await store.MergeOnceAsync(Cancel));

        Assert.Equal(16, store.Manifest.Segments.Length);
        Assert.True(File.Exists(damaged));
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Rows_of_a_mebibyte_each_are_merged_and_found_within_the_readers_memory()
    {
        await using var store = Some.Store(folder.Path, clock);
        for (var from = 0; from < 160; from += 10)
        {
            var batch = new EventBatch(Some.Spool);
            for (var position = from; position < from + 10; position++)
            {
                Some.Add(batch, position, $"{new string((char)('a' + (position % 26)), 1024 * 1024 - 20)} number {position}");
            }

            await store.AppendAsync(batch, Some.Range(from, from + 10), Cancel);
        }

        await MergeAllAsync(store);

        var found = await store.QueryAsync(Some.Hunt("\"number 77\" | project event.original"), VisibleEvents.All, QueryLimits.Page, Cancel);
        Assert.Single(store.Manifest.Segments);
        Assert.EndsWith("number 77", (string)Assert.Single(found.Rows)[0]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_in_progress_waits_for_enough_segments_of_like_size()
    {
        var plan = new MergePlan(MergeAt: 4, FullBytes: 1_000_000);

        Assert.Empty(plan.Choose([Sized(10), Sized(10), Sized(10)], isDone: false));
        Assert.Empty(plan.Choose([Sized(10), Sized(10), Sized(10), Sized(800_000)], isDone: false));
        Assert.Equal(4, plan.Choose([Sized(10), Sized(10), Sized(10), Sized(11), Sized(800_000)], isDone: false).Count);
    }

    [Theory]
    [InlineData(400, 2)]
    [InlineData(512, 16)]
    [InlineData(65_536, 32)]
    public void The_less_memory_the_fewer_segments_are_merged_at_once(int megabytes, int segments)
    {
        var plan = MergePlan.Of(new LakeOptions { MergeMegabytes = megabytes });

        var chosen = plan.Choose(Enumerable.Repeat(Sized(100), 100), isDone: true);

        Assert.Equal(segments, chosen.Count);
    }

    [Fact]
    public void A_day_that_is_done_is_merged_up_to_full_segments()
    {
        var plan = new MergePlan(MergeAt: 4, FullBytes: 1_000);

        Assert.Equal(3, plan.Choose([Sized(300), Sized(300), Sized(300), Sized(400), Sized(900)], isDone: true).Count);
        Assert.Empty(plan.Choose([Sized(400), Sized(900), Sized(600)], isDone: true));
    }

    [Fact]
    public void Ranges_that_touch_or_overlap_become_one()
    {
        var other = new SpoolRange(Guid.Empty, 0, 5);

        var joined = Segment.Join([Some.Range(10, 20), other, Some.Range(0, 10), Some.Range(15, 18), Some.Range(30, 40)]);

        Assert.Equal([other, Some.Range(0, 20), Some.Range(30, 40)], joined);
    }

    private async Task FoldAsync(LakeEventStore store)
    {
        clock.Advance(TimeSpan.FromDays(1));
        await MergeAllAsync(store);
        clock.Advance(SegmentMerger.QuietTime);
        await MergeAllAsync(store);
    }

    private static async Task MergeAllAsync(LakeEventStore store)
    {
        while (await store.MergeOnceAsync(Cancel))
        {
        }
    }

    private static async Task<long> CountAsync(LakeEventStore store) =>
        (long)(await store.QueryAsync(Some.Hunt("| summarize count()"), VisibleEvents.All, QueryLimits.Page, Cancel)).Rows[0][0]!;

    // Three events a batch, with everything that a column or the map can hold, and times that run against the positions.
    private static async Task AppendRichBatchesAsync(LakeEventStore store, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var batch = Some.Batch(number * 3, 3, fill: (opened, place) => Fill(opened, (number * 3) + place));
            await store.AppendAsync(batch, Some.Range(number * 3, (number * 3) + 3), Cancel);
        }
    }

    private static void Fill(EventBatch batch, int number)
    {
        batch.SetTime(new EventTime(EventTime.From(Some.Noon.AddSeconds(-number)).UnixNanoseconds + 1_234_567_800, 9));
        batch.Add(Field.Of("source.port"), number);
        batch.Add(Field.Of("event.risk_score"), "0.5"u8, FieldKind.Number);
        batch.Add(Field.Of("event.start"), "2026-03-14T12:00:00.123456789Z");
        batch.Add(Field.Of("event.end"), "2026-03-14T12:00:00.123456Z");
        batch.Add(Field.Of("tags"), "नगर");
        batch.Add(Field.Of("tags"), "b\0c");
        batch.Add(Field.Of("Data.Number"), number, isListItem: true);
        batch.Add(Field.Of("Data.Flag"), "false"u8, FieldKind.Boolean);
        batch.Add(Field.Of("Data.Nothing"), ""u8, FieldKind.Null);
        batch.Add(Field.Of("Data.Bad"), [0x80, 0x81]);
        batch.Add(Field.Of("user.name"), "asha");
        batch.Add(Field.Of("user.name"), "ravi");
    }

    private static Segment Sized(long bytes) =>
        new("some", DateOnly.FromDateTime(Some.Noon.UtcDateTime), 1, 1, bytes, "", SegmentBounds.None, []);
}
