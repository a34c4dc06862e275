using System.Collections;
using Kotwal.Detection;
using Kotwal.Detection.Mappings;
using Kotwal.Detection.Sigma;
using Kotwal.Events;

namespace Kotwal.Tests.Pipeline;

public sealed class EventPipelineTests
{
    [Fact]
    public async Task What_is_said_is_stored_in_order_and_alerts_reach_the_desk()
    {
        await using var city = await RunningPipeline.OpenAsync();
        await city.StartAsync();

        foreach (var word in new[] { "go", "stop", "part", "part" })
        {
            await city.SayAsync(word);
        }

        await city.DrainAsync();
        Assert.Equal(["go", "stop", "part", "part"], city.Store.Words);
        Assert.Equal(["parts", "stop"], city.Sink.Alerts.Values.Select(alert => alert.RuleId).Order());
        Assert.Equal(4, Assert.Single(city.Ledger.Snapshot()).Decoded);
    }

    [Fact]
    public async Task A_store_that_fails_for_a_while_gets_everything_once()
    {
        await using var city = await RunningPipeline.OpenAsync();
        city.Store.Failures = 3;
        await city.SayAsync("go");
        await city.SayAsync("stop");

        await city.StartAsync();

        await city.DrainAsync();
        Assert.Equal(["go", "stop"], city.Store.Words);
        Assert.Single(city.Sink.Alerts);
    }

    [Fact]
    public async Task Nothing_is_released_before_the_desk_has_its_alerts_and_a_replay_stores_and_alerts_nothing_twice()
    {
        await using var city = await RunningPipeline.OpenAsync();
        city.Sink.Failures = int.MaxValue;
        await city.SayAsync("stop");
        await city.StartAsync();
        await city.UntilAsync(() => city.Store.Words.Count == 1 && city.Sink.Failures < int.MaxValue);
        Assert.Equal(0, city.Spool.ReleasedPosition);

        await city.StopAsync();
        city.Sink.Failures = 0;
        await city.StartAsync();

        await city.DrainAsync();
        Assert.Equal(["stop"], city.Store.Words);
        Assert.Single(city.Sink.Alerts);
        Assert.Contains(Assert.Single(city.Sink.Alerts).Value.Events[0].Id, city.Store.Ids);
    }

    [Fact]
    public async Task A_batch_that_reaches_over_the_end_of_what_is_stored_is_cut_there()
    {
        await using var city = await RunningPipeline.OpenAsync();
        await city.SayAsync("old");
        var second = await city.SayAsync("old too");
        var third = await city.SayAsync("new");
        city.Store.SetStoredUpTo(city.Spool.Id, third);

        await city.StartAsync();

        await city.DrainAsync();
        Assert.True(second < third);
        Assert.Equal(["new"], city.Store.Words);
        Assert.Equal(third, Assert.Single(city.Store.Ranges).From);
    }

    [Fact]
    public async Task Half_of_a_correlation_survives_a_stop()
    {
        await using var city = await RunningPipeline.OpenAsync();
        await city.StartAsync();
        await city.SayAsync("part");
        await city.DrainAsync();
        await city.StopAsync();

        await city.SayAsync("part");
        await city.StartAsync();

        await city.DrainAsync();
        Assert.Contains(city.Sink.Alerts.Values, alert => alert.RuleId == "parts");
    }

    [Fact]
    public async Task A_bug_in_detection_does_not_stop_storing()
    {
        await using var city = await RunningPipeline.OpenAsync();
        await city.SayAsync("stop");

        await city.StartAsync(new DetectionEngine(new RuleIndex([], new MappingSet(new BrokenList())), Some.Rules().Correlations));

        await city.DrainAsync();
        Assert.Equal(["stop"], city.Store.Words);
        Assert.Empty(city.Sink.Alerts);
    }

    [Fact]
    public async Task A_record_that_cannot_be_borne_is_kept_as_it_came_and_the_next_is_read()
    {
        await using var city = await RunningPipeline.OpenAsync();
        await city.SayAsync("poison");
        await city.SayAsync("stop");

        await city.StartAsync(enricher: new FailsAt("poison"));

        await city.DrainAsync();
        Assert.Equal(["pipeline_error", "stop"], city.Store.Words);
        Assert.Single(city.Sink.Alerts);
    }

    [Fact]
    public async Task An_alert_whose_events_the_lake_does_not_give_is_told_all_the_same()
    {
        await using var city = await RunningPipeline.OpenAsync();
        await city.StartAsync();
        await city.SayAsync("part");
        await city.DrainAsync();
        await city.StopAsync();
        await city.SayAsync("part");

        await city.StartAsync();

        await city.DrainAsync();
        var alert = Assert.Single(city.Sink.Alerts.Values, alert => alert.RuleId == "parts");
        Assert.Single(city.Store.Hunts);
        Assert.Equal([true, false], alert.Events.Select(one => one.IsIdOnly));
    }

    [Fact]
    public async Task A_spool_that_is_older_than_the_lake_is_refused()
    {
        await using var city = await RunningPipeline.OpenAsync();
        await city.SayAsync("go");
        city.Store.SetStoredUpTo(city.Spool.Id, city.Spool.EndPosition + 1000);

        await city.StartAsync();

        Assert.IsType<InvalidDataException>(await city.EndAsync());
    }

    [Fact]
    public async Task A_lake_that_is_older_than_the_spool_is_refused()
    {
        await using var city = await RunningPipeline.OpenAsync();
        var first = await city.SayAsync("go");
        await city.SayAsync("on");
        await city.Spool.ReleaseAsync(city.Spool.EndPosition, Some.Cancel);
        city.Store.SetStoredUpTo(city.Spool.Id, first + 1);

        await city.StartAsync();

        Assert.IsType<InvalidDataException>(await city.EndAsync());
    }

    /// <summary>Stands for a bug that a detector meets at every event.</summary>
    private sealed class BrokenList : IReadOnlyList<Mapping>
    {
        public int Count => 0;

        public Mapping this[int index] => throw new InvalidOperationException("A bug.");

        public IEnumerator<Mapping> GetEnumerator() => throw new InvalidOperationException("A bug.");

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class FailsAt(string word) : IEventEnricher
    {
        public void Enrich(SecurityEvent opened, EventBatch batch)
        {
            if (opened.TextOf(Field.Of("word")) == word)
            {
                throw new InvalidOperationException("A bug.");
            }
        }
    }
}
