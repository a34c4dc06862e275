using Kotwal.Detection;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Events.Formats;
using Kotwal.Health;
using Kotwal.Inputs;
using Kotwal.Watch.Health;

namespace Kotwal.Tests.Health;

/// <summary>The rules that ship see what became ill in the very records that the voice writes, and nothing in what is well again.</summary>
public sealed class HealthRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> Kinds => new()
    {
        { SilenceCheck.Silent, "Source has fallen silent" },
        { SilenceCheck.Less, "Source says far less than it used to" },
        { ClockCheck.Kind, "Clock of a source is wrong" },
        { SpaceCheck.Forecast, "Disk of Kotwal will be full" },
        { SpaceCheck.Short, "Room of Kotwal ends" },
        { LagCheck.Full, "Spool of Kotwal will be full" },
        { Heartbeat.Kind, "Heartbeat of Kotwal cannot be told" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_became_ill_is_an_alert_and_what_is_well_again_is_none(string kind, string title)
    {
        var ill = Detect(HealthVoice.RecordOf(new(kind, "pumps", HealthState.Ill, "words", Noon, Noon), Noon));
        var well = Detect(HealthVoice.RecordOf(new(kind, "pumps", HealthState.Well, "words", Noon, Noon), Noon));

        Assert.Equal(title, Assert.Single(ill).RuleTitle);
        Assert.Contains("pumps", ill[0].Events[0].Json, StringComparison.Ordinal);
        Assert.Empty(well);
    }

    [Fact]
    public void A_canary_record_is_an_alert_of_the_rule_that_it_waits_for()
    {
        var alert = Assert.Single(Detect("<46>1 2026-03-02T12:00:00.000000Z kotwal kotwal-canary - - - canary 00ff"u8.ToArray(), "syslog"));

        Assert.Equal(Canary.RuleId, alert.RuleId);
        Assert.Contains("00ff", alert.Events[0].Json, StringComparison.Ordinal);
    }

    private static List<Alert> Detect(ReadOnlyMemory<byte> record, string format = HealthVoice.Format)
    {
        var rules = RuleFolder.Load([Path.Combine(ContentFolder.Rules, "kotwal")]);
        var engine = new DetectionEngine(rules.Index, rules.Correlations);
        var batch = new EventBatch(Guid.Empty);
        var alerts = new List<Alert>();
        var origin = new RecordOrigin { Source = HealthVoice.Source, Transport = "own", Format = format };
        new DetectingReader().Read(new Events.Record(record, origin, EventTime.From(Noon), 1, IsTruncated: false), batch);
        engine.Detect(batch[0], alerts);
        return alerts;
    }
}
