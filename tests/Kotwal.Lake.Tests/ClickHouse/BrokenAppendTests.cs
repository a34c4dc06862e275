using Kotwal.Lake.ClickHouse;
using Kotwal.Testing.ClickHouse;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests.ClickHouse;

/// <summary>Whatever request of an append breaks off, and however: nothing comes twice, and nothing is lost.</summary>
public sealed class BrokenAppendTests : IAsyncDisposable
{
    private static int databases;

    private readonly string database = $"kotwal_broken_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
    private readonly FaultyServer server = new(ClickHouseEngine.Get().Address);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    public static TheoryData<string, int> Breaks()
    {
        var breaks = new TheoryData<string, int>();
        foreach (var fault in new[] { Fault.Lost, Fault.Unheard, Fault.Late, Fault.Refused })
        {
            // The requests of an append that begins a writer and fences another, and of one that goes on.
            for (var place = 0; place < 9; place++)
            {
                breaks.Add($"{fault}", place);
            }
        }

        return breaks;
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_request_that_breaks_off_loses_nothing_and_makes_nothing_twice(string fault, int place)
    {
        await using (var before = await OpenAsync())
        {
            await AppendAsync(before, 0, 3);
        }

        await using var store = await OpenAsync();
        var requests = 0;
        server.Break(_ => requests++ == place ? Enum.Parse<Fault>(fault) : Fault.None);

        // A replay cuts batches elsewhere.
        await TryAppendAsync(store, 3, 4);
        await TryAppendAsync(store, store.StoredUpTo(Some.Spool), 6);
        server.Heal();
        await using var restarted = await OpenAsync();
        var from = restarted.StoredUpTo(Some.Spool);
        if (from < 12)
        {
            await AppendAsync(restarted, from, (int)(12 - from));
        }

        await server.DeliverLateAsync();
        await AppendAsync(restarted, 12, 1);

        Assert.Equal(Enumerable.Range(0, 13).Select(number => $"event {number}"), await OriginalsAsync(restarted));
        Assert.Equal(13, restarted.StoredUpTo(Some.Spool));
    }

    [Fact]
    public async Task What_broke_off_is_not_seen_and_goes()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 3);
        server.Break(request => IsInsertOfEvents(request) ? Fault.Unheard : Fault.None);
        await Assert.ThrowsAsync<IOException>(() => AppendAsync(store, 3, 4));
        server.Heal();

        var between = await OriginalsAsync(store);
        var inserted = await RowsAsync();
        await AppendAsync(store, 3, 2);

        Assert.Equal((3, 7L), (between.Count, inserted));
        Assert.Equal(5, (await OriginalsAsync(store)).Count);
        Assert.Equal(5L, await RowsAsync());
    }

    [Fact]
    public async Task Of_two_servers_that_store_records_of_one_spool_the_first_is_told_and_nothing_comes_twice()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        await AppendAsync(first, 0, 3);

        await AppendAsync(second, 0, 3);
        await AppendAsync(second, 3, 2);
        var told = await Assert.ThrowsAsync<IOException>(() => AppendAsync(first, 3, 2));

        Assert.Contains("another server", told.Message, StringComparison.Ordinal);
        Assert.Equal(5, (await OriginalsAsync(second)).Count);
        await AppendAsync(first, 3, 2);
        Assert.Equal(5, (await OriginalsAsync(first)).Count);
    }

    [Fact]
    public async Task An_append_that_is_cancelled_may_come_again()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 3);
        using var cancelled = new CancellationTokenSource();
        server.Break(request =>
        {
            if (IsInsertOfEvents(request))
            {
                cancelled.Cancel();
            }

            return Fault.None;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.AppendAsync(Some.Batch(3, 4), Some.Range(3, 7), cancelled.Token));
        server.Heal();
        await AppendAsync(store, 3, 4);

        Assert.Equal(7, (await OriginalsAsync(store)).Count);
    }

    [Fact]
    public async Task A_server_that_is_silent_is_asked_again()
    {
        await using var store = await OpenAsync(TimeSpan.FromSeconds(5));
        var silence = new TaskCompletionSource<Fault>();
        server.Faults = _ => silence.Task;

        var told = await Assert.ThrowsAsync<IOException>(() => AppendAsync(store, 0, 3));
        server.Heal();
        silence.SetResult(Fault.None);
        await AppendAsync(store, 0, 3);

        Assert.Contains("did not answer within 00:00:05", told.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await OriginalsAsync(store)).Count);
    }

    [Fact]
    public async Task A_wrong_password_is_said_and_not_repeated()
    {
        server.Password = "right पासवर्ड";
        await using (await OpenAsync(password: "right पासवर्ड"))
        {
        }

        var told = await Assert.ThrowsAsync<IOException>(async () => await OpenAsync(password: "wrong-secret"));

        Assert.Contains("Authentication failed", told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", told.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Seen, request => request.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hunt_is_read_only_and_its_words_stand_in_no_address()
    {
        await using var store = await OpenAsync();
        await AppendAsync(store, 0, 1);

        await store.QueryAsync(Some.Hunt("| where user.name == 'someone private'"), VisibleEvents.All, QueryLimits.Page, Cancel);

        var address = server.Seen[^1].Split('\n')[0];
        Assert.Contains("readonly=2", address, StringComparison.Ordinal);
        Assert.Contains("wait_end_of_query=1", address, StringComparison.Ordinal);
        Assert.DoesNotContain("private", address, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fault.Lost)]
    [InlineData(Fault.Refused)]
    public async Task A_hunt_that_the_server_does_not_answer_fails(object fault)
    {
        await using var store = await OpenAsync();
        server.Break(_ => (Fault)fault);

        var failure = await Assert.ThrowsAnyAsync<Exception>(async () => await store.QueryAsync(Some.Hunt("event"), VisibleEvents.None, QueryLimits.Page, Cancel));

        Assert.True(failure is IOException or QueryFailedException, failure.ToString());
    }

    private static bool IsInsertOfEvents(string request) => request.Contains("INSERT", StringComparison.OrdinalIgnoreCase) && request.Contains(".events", StringComparison.Ordinal);

    private async Task<ClickHouseEventStore> OpenAsync(TimeSpan? timeout = null, string password = "")
    {
        var options = new ClickHouseOptions { Address = server.Address, Database = database, Password = password, Timeout = timeout ?? TimeSpan.FromMinutes(1) };
        var store = new ClickHouseEventStore(options, NullLogger<ClickHouseEventStore>.Instance, TimeProvider.System);
        await store.OpenAsync(Cancel);
        return store;
    }

    private static async Task AppendAsync(ClickHouseEventStore store, long from, int count) =>
        await store.AppendAsync(Some.Batch(from, count), Some.Range(from, from + count), Cancel);

    private static async Task TryAppendAsync(ClickHouseEventStore store, long from, int count)
    {
        try
        {
            await AppendAsync(store, from, count);
        }
        catch (IOException)
        {
            // The next one tries again.
        }
    }

    private static async Task<List<string>> OriginalsAsync(ClickHouseEventStore store)
    {
        var found = await store.QueryAsync(Some.Hunt("event | project event.original"), VisibleEvents.All, QueryLimits.Page, Cancel);
        return [.. found.Rows.Select(row => (string)row[0]!).OrderBy(text => text.Length).ThenBy(text => text, StringComparer.Ordinal)];
    }

    private async Task<object> RowsAsync()
    {
        using var direct = new ClickHouseServer(new ClickHouseOptions { Address = ClickHouseEngine.Get().Address.ToString(), Database = database });
        return await direct.ScalarAsync($"SELECT toInt64(count()) FROM {database}.events", [], Cancel);
    }
}
