using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Lake;
using Kotwal.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Tests.Pipeline;

public sealed class EventCopiesTests : IAsyncDisposable
{
    private static readonly QueryColumn[] Columns = [new("event.id", QueryType.Text), new("word", QueryType.Text)];

    private readonly MemoryStore store = new();
    private readonly SecurityEventId known = Some.Events("known")[0].Id;
    private readonly SecurityEventId gone = Some.Events("known", "gone")[1].Id;

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task An_event_of_which_only_the_id_is_known_comes_from_the_lake()
    {
        store.Answer = _ => new(Columns, [[known.ToString(), "hello"]], IsCut: false, TimeSpan.Zero);
        var alerts = new List<Alert> { AlertAbout(IdOnly(known), IdOnly(gone)) };

        await Copies().CompleteAsync(alerts, Some.Cancel);

        Assert.Equal($$"""{"event.id":"{{known}}","word":"hello"}""", alerts[0].Events[0].Json);
        Assert.True(alerts[0].Events[1].IsIdOnly);
        Assert.Contains(known.ToString(), Assert.Single(store.Hunts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_that_have_all_their_copies_ask_the_lake_nothing()
    {
        await Copies().CompleteAsync([AlertAbout(new AlertEvent(known, "{}"))], Some.Cancel);

        Assert.Empty(store.Hunts);
    }

    [Fact]
    public async Task A_lake_that_does_not_answer_leaves_the_ids()
    {
        var alerts = new List<Alert> { AlertAbout(IdOnly(known)) };

        await Copies().CompleteAsync(alerts, Some.Cancel);

        Assert.True(alerts[0].Events[0].IsIdOnly);
    }

    [Fact]
    public async Task An_event_that_is_too_large_for_an_alert_keeps_where_it_stands()
    {
        store.Answer = _ => new([.. Columns, new("city.ward", QueryType.Text)], [[known.ToString(), new string('x', 1 << 20), "w1"]], IsCut: false, TimeSpan.Zero);
        var alerts = new List<Alert> { AlertAbout(IdOnly(known)) };

        await Copies().CompleteAsync(alerts, Some.Cancel);

        Assert.Equal($$"""{"event.id":"{{known}}","city.ward":"w1"}""", alerts[0].Events[0].Json);
    }

    private EventCopies Copies() => new(store, NullLogger<EventCopies>.Instance);

    private static AlertEvent IdOnly(SecurityEventId id) => new(id, AlertEvent.IdOnly(id));

    private static Alert AlertAbout(params AlertEvent[] events) => new()
    {
        Id = AlertId.Create("rule", default, events.Select(one => one.Id).ToArray()),
        RuleId = "rule",
        RuleTitle = "Rule",
        Severity = AlertSeverity.Low,
        At = default,
        Events = events,
    };
}
