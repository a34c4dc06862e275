using Kotwal.Hunt;
using Kotwal.Lake;
using Kotwal.Watch.Events;

namespace Kotwal.Watch.Tests.Events;

public sealed class EventSearchTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly TimeWindow LastHour = new("1h", Some.Noon.AddHours(-1), null);

    [Fact]
    public async Task A_search_asks_for_the_columns_of_a_list_and_counts_over_the_same_time()
    {
        await using var desk = await TestDesk.CreateAsync();

        await desk.Get<EventSearch>().AskAsync(new("root", LastHour), Some.Person(), Cancel);

        const string range = "root\n| where @timestamp >= datetime(2026-03-01T11:00:00.000000Z)\n| ";
        Assert.Equal(
            [(range + EventRow.Projection, 200), (range + "summarize n = count() by at = bin(@timestamp, 60s)", 100_000)],
            desk.Store.Asked.Select(hunt => (hunt.Text, hunt.Limits.MaxRows)));
    }

    [Fact]
    public async Task All_time_is_drawn_from_the_first_event_to_the_last()
    {
        await using var desk = await TestDesk.CreateAsync();
        desk.Store.Answer = text => text.Contains("min(@timestamp)", StringComparison.Ordinal)
            ? new([new("first", QueryType.Time), new("last", QueryType.Time)], [[Some.Noon, Some.Noon.AddMinutes(9)]], false, TimeSpan.Zero)
            : FakeStore.Nothing;

        var answer = await desk.Get<EventSearch>().AskAsync(new("", new(TimeWindow.All, null, null)), Some.Person(), Cancel);

        Assert.Equal((Some.Noon, TimeSpan.FromSeconds(5)), (answer.Buckets[0].Start, answer.BucketLength));
    }

    [Fact]
    public async Task What_has_no_meaning_over_the_store_is_shown_where_it_was_typed()
    {
        await using var desk = await TestDesk.CreateAsync();
        const string typed = "source.port:abc";
        desk.Store.Answer = text => throw new QueryFailedException("1:13: Expected a number.")
        {
            Error = new HuntError(text.IndexOf("abc", StringComparison.Ordinal), 3, 1, 13, "Expected a number."),
        };

        var answer = await desk.Get<EventSearch>().AskAsync(new(typed, LastHour), Some.Person(), Cancel);

        Assert.Equal((12, 13, "Expected a number."), (answer.Error?.Position, answer.Error?.Column, answer.Error?.Message));
    }

    [Fact]
    public async Task A_search_that_took_too_long_says_so()
    {
        await using var desk = await TestDesk.CreateAsync();
        desk.Store.Answer = _ => throw new QueryFailedException("The hunt did not end within 60 seconds.");

        var answer = await desk.Get<EventSearch>().AskAsync(new("a", LastHour), Some.Person(), Cancel);

        Assert.Equal((null, "The hunt did not end within 60 seconds."), (answer.Error, answer.Failure));
    }
}
