using Kotwal.Events;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests;

/// <summary>What every event store promises: of storing and asking here. A store inherits it and says how it is opened.</summary>
public abstract partial class EventStoreContract : IDisposable
{
    private readonly TemporaryFolder folder = new();

    protected string Folder => folder.Path;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_appended_event_is_found_at_once()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 3);

        var found = await AskAsync(store, "\"event 1\" | project event.original");

        Assert.Equal("event 1", Assert.Single(found.Rows)[0]);
    }

    [Fact]
    public async Task An_empty_store_answers_with_no_rows()
    {
        await using var store = await OpenAsync();

        var events = await AskAsync(store, "anything");
        var count = await AskAsync(store, "| summarize n = count()");

        Assert.Empty(events.Rows);
        Assert.Equal(0L, count.Rows[0][0]);
    }

    [Fact]
    public async Task A_spool_is_stored_up_to_where_its_last_range_ended()
    {
        await using var store = await OpenAsync();

        Assert.Equal(0, store.StoredUpTo(Some.Spool));
        await AppendAsync(store, 0, 3);
        await AppendAsync(store, 3, 2);

        Assert.Equal(5, store.StoredUpTo(Some.Spool));
        Assert.Equal(0, store.StoredUpTo(Guid.Empty));
    }

    [Fact]
    public async Task Records_that_hold_no_event_are_stored_up_to_all_the_same()
    {
        await using var store = await OpenAsync();

        await store.AppendAsync(new EventBatch(Some.Spool), Some.Range(0, 100), Cancel);

        Assert.Equal(100, store.StoredUpTo(Some.Spool));
    }

    [Fact]
    public async Task The_same_range_twice_keeps_one_copy()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 3);

        await AppendAsync(store, 0, 3);

        Assert.Equal(3, await CountAsync(store));
    }

    [Fact]
    public async Task A_replay_in_other_batches_stores_only_what_is_new()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 4);

        await AppendAsync(store, 0, 1);
        await AppendAsync(store, 1, 3);
        await AppendAsync(store, 4, 2);

        Assert.Equal(6, await CountAsync(store));
        Assert.Equal(6, store.StoredUpTo(Some.Spool));
    }

    [Theory]
    [InlineData(2, 6)]
    [InlineData(5, 6)]
    public async Task A_range_that_does_not_begin_where_the_last_one_ended_is_refused(long from, long to)
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 4);

        await Assert.ThrowsAsync<ArgumentException>(async () => await AppendAsync(store, from, (int)(to - from)));

        Assert.Equal(4, await CountAsync(store));
    }

    [Fact]
    public async Task Events_come_newest_first()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 3, (batch, number) => batch.SetTime(Time(Some.Noon.AddMinutes(number == 1 ? 10 : number))));

        var found = await AskAsync(store, "event");

        Assert.Equal(["event 1", "event 2", "event 0"], Column(found, "event.original"));
    }

    [Fact]
    public async Task More_rows_than_the_limit_are_cut_and_said_so()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 5);

        var cut = await AskAsync(store, "event", new QueryLimits(4, TimeSpan.FromSeconds(30)));
        var whole = await AskAsync(store, "event", new QueryLimits(5, TimeSpan.FromSeconds(30)));

        Assert.Equal((4, true), (cut.Rows.Count, cut.IsCut));
        Assert.Equal((5, false), (whole.Rows.Count, whole.IsCut));
    }

    [Fact]
    public async Task Bounds_of_time_include_the_microsecond_they_name()
    {
        await using var store = await OpenAsync();
        var at = Some.Noon.AddMicroseconds(123_456);
        await AppendAsync(store, 0, 3, (batch, number) => batch.SetTime(Time(at.AddMicroseconds(number - 1))));

        var from = await AskAsync(store, "| where ['@timestamp'] >= datetime(2026-03-14T12:00:00.123456Z)");
        var to = await AskAsync(store, "| where ['@timestamp'] <= datetime(2026-03-14T12:00:00.123456Z)");
        var both = await AskAsync(store, "| where ['@timestamp'] between (datetime(2026-03-14T12:00:00.123456Z) .. datetime(2026-03-14T12:00:00.123456Z))");

        Assert.Equal(["event 2", "event 1"], Column(from, "event.original"));
        Assert.Equal(["event 1", "event 0"], Column(to, "event.original"));
        Assert.Equal(["event 1"], Column(both, "event.original"));
    }

    [Fact]
    public async Task A_batch_over_midnight_is_one_batch()
    {
        await using var store = await OpenAsync();
        var batch = new EventBatch(Some.Spool);
        Some.Add(batch, 0, "before", new DateTimeOffset(2026, 3, 14, 23, 59, 59, TimeSpan.Zero));
        Some.Add(batch, 1, "after", new DateTimeOffset(2026, 3, 15, 0, 0, 0, TimeSpan.Zero));
        await store.AppendAsync(batch, Some.Range(0, 2), Cancel);

        var found = await AskAsync(store, "before OR after");

        Assert.Equal(["after", "before"], Column(found, "event.original"));
    }

    [Fact]
    public async Task Counting_by_a_known_and_by_an_unknown_field_agrees()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 30, (batch, number) =>
        {
            batch.Add(Field.Of("user.name"), number % 3 == 0 ? "asha" : "ravi");
            batch.Add(Field.Of("Who"), number % 3 == 0 ? "asha" : "ravi");
        });

        var known = await AskAsync(store, "| summarize n = count() by user.name | sort by n");
        var unknown = await AskAsync(store, "| summarize n = count() by Who | sort by n");

        Assert.Equal([["ravi", 20L], ["asha", 10L]], known.Rows.Select(Named("user.name", "n", known)));
        Assert.Equal([["ravi", 20L], ["asha", 10L]], unknown.Rows.Select(Named("Who", "n", unknown)));
    }

    [Fact]
    public async Task A_cancelled_hunt_ends_and_the_next_one_runs()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 1);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.QueryAsync(Some.Hunt("event"), VisibleEvents.All, QueryLimits.Page, cancelled.Token));

        Assert.Equal(1, await CountAsync(store));
    }

    protected abstract ValueTask<IEventStore> OpenAsync();

    protected static async Task AppendAsync(IEventStore store, long from, int count, Action<EventBatch, int>? fill = null) =>
        await store.AppendAsync(Some.Batch(from, count, fill: fill), Some.Range(from, from + count), Cancel);

    protected static async Task<long> CountAsync(IEventStore store) =>
        (long)(await AskAsync(store, "| summarize n = count()")).Rows[0][0]!;

    protected static async Task<QueryResult> AskAsync(IEventStore store, string hunt, QueryLimits? limits = null) =>
        await store.QueryAsync(Some.Hunt(hunt), VisibleEvents.All, limits ?? QueryLimits.Page, Cancel);

    private static IEnumerable<object?> Column(QueryResult found, string name)
    {
        var place = found.Columns.Index().Single(column => column.Item.Name == name).Index;
        return found.Rows.Select(row => row[place]);
    }

    private static Func<object?[], object?[]> Named(string first, string second, QueryResult found)
    {
        var names = found.Columns.Select(column => column.Name).ToList();
        return row => [row[names.IndexOf(first)], row[names.IndexOf(second)]];
    }

    private static EventTime Time(DateTimeOffset time) => EventTime.From(time);
}
