using Kotwal.City.Audit;
using Kotwal.City.People;
using Kotwal.Lake;
using Kotwal.Watch.Events;

namespace Kotwal.Watch.Tests.Events;

public sealed class FieldSearchTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly SearchState Asked = new("root | where a == 1 | summarize count() by b", new("1h", Some.Noon.AddHours(-1), null));

    [Fact]
    public async Task Fields_are_those_that_the_newest_events_have()
    {
        await using var desk = await TestDesk.CreateAsync();
        desk.Store.Answer = _ => new(
            [new("@timestamp", QueryType.Time), new("user.name", QueryType.Text), new("host.name", QueryType.Text), new("tags", QueryType.List)],
            [[Some.Noon, "root", null, Array.Empty<object?>()], [Some.Noon, null, null, Array.Empty<object?>()]], false, TimeSpan.Zero);

        var fields = await desk.Get<FieldSearch>().FieldsAsync(Asked, Some.Person(), Cancel);

        Assert.Equal([new FoundField("user.name", 0.5)], fields);
        Assert.Equal("root \n| where @timestamp >= datetime(2026-03-01T11:00:00.000000Z)\n|  where a == 1 \n| take 200", Assert.Single(desk.Store.Asked).Text);
    }

    [Fact]
    public async Task Values_are_counted_over_the_whole_hunt_with_those_that_are_absent()
    {
        await using var desk = await TestDesk.CreateAsync();
        desk.Store.Answer = text => text.Contains("top 11", StringComparison.Ordinal)
            ? new([new("value", QueryType.Text), new("n", QueryType.Whole)], [["root", 7L], [null, 5L], ["asha", 2L]], false, TimeSpan.Zero)
            : new([new("n", QueryType.Whole), new("present", QueryType.Whole), new("different", QueryType.Whole)], [[14L, 9L, 2L]], false, TimeSpan.Zero);

        var values = await desk.Get<FieldSearch>().ValuesAsync(Asked, "user.name", Some.Person(), Cancel);

        Assert.Equal([new CountedValue("root", 7), new("asha", 2)], values.Values);
        Assert.Equal((14, 5, 2, null), (values.All, values.Absent, values.Different, values.Failure));
    }

    [Fact]
    public async Task Values_are_counted_in_reach_and_the_question_is_noted()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.Get<ReadTrail>().StartAsync(Cancel);
        var water = Some.Person("ravi", Roles.Analyst, new ScopeKey(ScopeKind.Service, "water"));

        await desk.Get<FieldSearch>().ValuesAsync(Asked, "user.name", water, Cancel);

        Assert.All(desk.Store.Asked, hunt => Assert.False(hunt.Visible.IsAll));
        var noted = Assert.Single(await desk.Get<IAuditTrail>().ReadAsync(null, 10, Cancel), entry => entry.Action == "event.query");
        Assert.Equal("ravi", noted.Actor);
        Assert.Contains("by value = ['user.name']", noted.Subject, StringComparison.Ordinal);
    }
}
