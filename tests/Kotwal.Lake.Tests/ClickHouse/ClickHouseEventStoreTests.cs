using Kotwal.Events;
using Kotwal.Lake.ClickHouse;
using Kotwal.Testing.ClickHouse;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests.ClickHouse;

/// <summary>The contract over ClickHouse's own engine, and what only this store promises.</summary>
public sealed class ClickHouseEventStoreTests : KeptEventStoreContract
{
    private static int databases;

    private readonly string database = $"kotwal_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";

    private ClickHouseOptions Options => new() { Address = ClickHouseEngine.Get().Address.ToString(), Database = database };

    [Fact]
    public async Task Other_spools_are_stored_side_by_side()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 3);
        var other = new Guid("0190f3a2-0000-7000-8000-000000000002");
        var batch = new EventBatch(other);
        Some.Add(batch, 0, "of another spool");

        await store.AppendAsync(batch, new SpoolRange(other, 0, 9), Cancel);

        Assert.Equal((3, 9), (store.StoredUpTo(Some.Spool), store.StoredUpTo(other)));
        Assert.Equal(4, await CountAsync(store));
    }

    [Fact]
    public async Task A_hunt_over_its_time_or_memory_ends_and_says_so()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 3_000);
        const string Many = "events | extend k = 1 | join kind=inner (events | extend k = 1) on k | join kind=inner (events | extend k = 1) on k | summarize count()";

        var late = await Assert.ThrowsAsync<QueryFailedException>(() => AskAsync(store, Many, new QueryLimits(10, TimeSpan.FromSeconds(1))));

        Assert.Contains("did not end within 1 seconds", late.Message, StringComparison.Ordinal);
        Assert.Equal(3_000, await CountAsync(store));
    }

    [Theory]
    [InlineData("events | mv-expand tags", "ClickHouse does not compute mv-expand.")]
    [InlineData("events | extend d = parse_json(message) | project d.a", "ClickHouse does not compute documents of JSON")]
    public async Task What_the_engine_cannot_do_is_an_error_with_its_name(string hunt, string message)
    {
        await using var store = await OpenAsync();

        var error = await Assert.ThrowsAsync<QueryFailedException>(() => AskAsync(store, hunt));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Error);
    }

    [Fact]
    public async Task Nothing_is_visible_beyond_what_may_be_seen()
    {
        await using var store = await OpenAsync();
        string?[] zones = ["scada", "dmz", null, "o'brien $1", "a\0b", "जल"];
        await AppendAsync(store, 0, 6, (batch, number) =>
        {
            if (zones[number] is { } zone)
            {
                batch.Add(Field.Of(number % 2 == 0 ? "city.zone" : "city.owner"), zone);
                batch.Add(Field.Of("related.user"), zone);
            }
        });

        async Task<object?> CountOfAsync(VisibleEvents visible) =>
            (await store.QueryAsync(Some.Hunt("events | where true or 1 == 1 | summarize n = count()"), visible, QueryLimits.Page, Cancel)).Rows[0][0];

        string[] fields = ["city.zone", "city.owner"];
        Assert.Equal(6L, await CountOfAsync(VisibleEvents.All));
        Assert.Equal(0L, await CountOfAsync(VisibleEvents.None));
        foreach (var zone in zones.OfType<string>())
        {
            Assert.Equal(1L, await CountOfAsync(VisibleEvents.With([new FieldValues(fields, [zone])])));
            Assert.Equal(1L, await CountOfAsync(VisibleEvents.With([new FieldValues(["related.user"], [zone])])));
            Assert.Equal(5L, await CountOfAsync(VisibleEvents.All.Without(new FieldValues(fields, [zone]))));
        }

        Assert.Equal(1L, await CountOfAsync(VisibleEvents.With([new FieldValues(fields, ["dmz", "scada"])]).Without(new FieldValues(fields, ["dmz"]))));
        await Assert.ThrowsAsync<QueryFailedException>(() => CountOfAsync(VisibleEvents.All.Without(new FieldValues(["event.risk_score"], ["1"]))));
    }

    [Fact]
    public async Task Times_of_any_year_come_back_and_are_compared()
    {
        await using var store = await OpenAsync();
        DateTimeOffset[] times = [DateTimeOffset.UnixEpoch.AddYears(-200), DateTimeOffset.UnixEpoch.AddYears(-1969).AddMilliseconds(1), new(2262, 4, 1, 2, 3, 4, TimeSpan.Zero)];
        await AppendAsync(store, 0, 3, (batch, number) => batch.SetTime(EventTime.From(Some.Noon)));
        await AppendAsync(store, 3, 3, (batch, number) => batch.Add(Field.Of("event.start"), times[number].ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null)));

        var found = await AskAsync(store, "events | where isnotnull(event.start) | sort by event.start asc | project event.start, y = getyear(event.start), t = tostring(event.start)");

        Assert.Equal(times.Order(), found.Rows.Select(row => (DateTimeOffset)row[0]!));
        Assert.Equal([1L, 1770L, 2262L], found.Rows.Select(row => row[1]));
        Assert.Equal(["0001-01-01T00:00:00.001000Z", "1770-01-01T00:00:00.000000Z", "2262-04-01T02:03:04.000000Z"], found.Rows.Select(row => row[2]));
    }

    [Fact]
    public async Task Tables_of_another_layout_are_refused()
    {
        await using (await OpenAsync())
        {
        }

        await ExecuteAsync("ALTER TABLE {0}.events MODIFY COMMENT 'kotwal layout 2'");

        var error = await Assert.ThrowsAsync<IOException>(async () => await OpenAsync());
        Assert.Contains("layout 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_may_be_tried_again()
    {
        await Assert.ThrowsAsync<IOException>(async () => await OpenAsync(new ClickHouseOptions { Address = "http://127.0.0.1:9/" }));
    }

    protected override async ValueTask<IEventStore> OpenAsync() => await OpenAsync(Options);

    private static async Task<ClickHouseEventStore> OpenAsync(ClickHouseOptions options)
    {
        var store = new ClickHouseEventStore(options, NullLogger<ClickHouseEventStore>.Instance, TimeProvider.System);
        await store.OpenAsync(Cancel);
        return store;
    }

    private async Task ExecuteAsync(string sql)
    {
        using var server = new ClickHouseServer(Options);
        await server.ExecuteAsync(sql.Replace("{0}", database, StringComparison.Ordinal), [], Cancel);
    }
}
