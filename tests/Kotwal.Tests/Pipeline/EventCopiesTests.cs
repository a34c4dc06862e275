using System.Text;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Events.Formats;
using Kotwal.Hunt;
using Kotwal.Lake;
using Kotwal.Pipeline;

namespace Kotwal.Tests.Pipeline;

/// <summary>Alerts are completed without letting a flood of them hold up storing.</summary>
public sealed class EventCopiesTests
{
    private static readonly Guid Spool = Guid.Parse("5b0c2f0e-8d0a-4a55-9a0e-0d5d0a1c7f11");

    [Fact]
    public async Task Events_of_the_batch_are_copied_without_asking_the_lake()
    {
        await using var lake = new CountingLake();
        var batch = Batch(3);
        List<Alert> alerts = [About(batch[0].Id, batch[2].Id)];

        await new EventCopies(lake).CompleteAsync(alerts, batch, TestContext.Current.CancellationToken);

        Assert.Equal(0, lake.Hunts);
        Assert.All(alerts[0].Events, copy => Assert.Contains("line ", copy.Json));
    }

    [Fact]
    public async Task However_many_older_events_alerts_are_about_the_lake_is_asked_once()
    {
        await using var lake = new CountingLake();
        var older = Enumerable.Range(0, 5_000).Select(number => SecurityEventId.Create(Instant, Spool, number, 0)).ToList();
        var alerts = older.Chunk(Alert.MaxEvents).Select(About).ToList();

        await new EventCopies(lake).CompleteAsync(alerts, Batch(1), TestContext.Current.CancellationToken);

        Assert.Equal(1, lake.Hunts);
        Assert.All(alerts.SelectMany(alert => alert.Events), copy => Assert.True(copy.IsIdOnly));
    }

    private static EventTime Instant => EventTime.From(DateTimeOffset.UnixEpoch.AddYears(56));

    private static EventBatch Batch(int count)
    {
        var batch = new EventBatch(Spool);
        var reader = new DetectingReader();
        var origin = new RecordOrigin { Source = "test", Transport = "file", Sender = "test" };
        for (var number = 0; number < count; number++)
        {
            reader.Read(new Kotwal.Events.Record(Encoding.UTF8.GetBytes($"line {number}"), origin, Instant, 1_000_000 + number, false), batch);
        }

        return batch;
    }

    private static Alert About(params SecurityEventId[] events) => new()
    {
        Id = AlertId.Create("rule", Instant, events),
        RuleId = "rule",
        RuleTitle = "Rule",
        Severity = AlertSeverity.High,
        At = Instant,
        Events = [.. events.Select(id => new AlertEvent(id, AlertEvent.IdOnly(id)))],
    };

    private sealed class CountingLake : IEventStore
    {
        public int Hunts { get; private set; }

        public long StoredUpTo(Guid spool) => 0;

        public ValueTask AppendAsync(EventBatch batch, SpoolRange range, CancellationToken cancel) => ValueTask.CompletedTask;

        public ValueTask<QueryResult> QueryAsync(HuntQuery query, QueryLimits limits, CancellationToken cancel)
        {
            Hunts++;
            return ValueTask.FromResult(new QueryResult([], [], false, TimeSpan.Zero));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
