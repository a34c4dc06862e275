using System.Text;
using Kotwal.Detection.Correlation;
using Kotwal.Detection.Mappings;
using Kotwal.Detection.Sigma;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Events.Formats;
using Kotwal.Sigma.Rules;

namespace Kotwal.Detection.Tests.Correlation;

/// <summary>From lines of sshd as Debian writes them, through the rules that ship, to alerts.</summary>
public sealed class CorrelationDetectorTests
{
    private const string Guessing = "ec66a787-95e7-41d1-b731-af10506bf2ef";
    private const string Guessed = "3f98e277-4cbd-47ad-9c90-a9587403e430";

    /// <summary>One address that knocks at three hosts.</summary>
    private const string Sweep = """
        title: Sweep
        id: sweep
        correlation:
          type: value_count
          rules: [ssh_login_failed]
          group-by: [source.ip]
          timespan: 5m
          condition: {field: host.name, gte: 3}
        """;

    [Fact]
    public void Eight_refused_logins_make_one_alert_and_the_accepted_one_another()
    {
        var alerts = Detect([.. Enumerable.Range(1, 8).Select(second => Refused("gw1", second)), Accepted("gw1", 9)]);

        Assert.Equal([Guessing, Guessed], alerts.Select(alert => alert.RuleId));
        Assert.Equal("8", alerts[0].Matched[0].Value);
        Assert.Contains(new("source.ip", "203.0.113.7"), alerts[0].Entities);
        Assert.Contains(new("host.name", "gw1"), alerts[0].Entities);
        Assert.Equal(8, alerts[0].Events.Count);
        Assert.DoesNotContain(alerts[0].Events, copy => copy.IsIdOnly);
    }

    [Fact]
    public void Seven_refused_logins_are_a_forgotten_password()
    {
        Assert.Empty(Detect([.. Enumerable.Range(1, 7).Select(second => Refused("gw1", second))]));
    }

    [Fact]
    public void An_alert_over_several_hosts_names_them_all_the_last_first()
    {
        var alert = Assert.Single(Detect([Refused("gw1", 1), Refused("gw2", 2), Refused("gw3", 3)], Sweep), alert => alert.RuleId == "sweep");

        Assert.Equal(["gw3", "gw1", "gw2"], alert.Entities.Where(entity => entity.Key == "host.name").Select(entity => entity.Value));
        Assert.Single(alert.Entities, entity => entity.Key == "source.ip");
    }

    [Fact]
    public void A_replay_states_the_same_alert()
    {
        string[] lines = [.. Enumerable.Range(1, 8).Select(second => Refused("gw1", second))];

        Assert.Equal(Detect(lines)[0].Id, Detect(lines)[0].Id);
    }

    [Fact]
    public void A_rule_that_is_off_feeds_no_correlation_and_a_correlation_that_is_off_states_nothing()
    {
        string[] lines = [.. Enumerable.Range(1, 8).Select(second => Refused("gw1", second))];

        Assert.Empty(Detect(lines, off: "7f150524-34b9-45df-9e77-69b10f4205b4"));
        Assert.Empty(Detect(lines, off: Guessing));
    }

    private static string Refused(string host, int second) =>
        $"<38>1 2026-03-04T05:06:{second:00}Z {host} sshd 812 - - Failed password for root from 203.0.113.7 port 4000{second} ssh2";

    private static string Accepted(string host, int second) =>
        $"<38>1 2026-03-04T05:06:{second:00}Z {host} sshd 812 - - Accepted password for root from 203.0.113.7 port 4000{second} ssh2";

    private static List<Alert> Detect(string[] lines, string? rule = null, string? off = null)
    {
        var content = Path.Combine(AppContext.BaseDirectory, "content");
        var mappings = MappingSet.Load(Path.Combine(content, "mappings"));
        var shipped = Path.Combine(content, "rules", "linux", "ssh_password_guessing.yml");
        var set = SigmaRuleSet.Read([new(shipped, File.ReadAllText(shipped)), .. rule is null ? [] : new[] { new SigmaSource("own.yml", rule) }]);
        var index = new RuleIndex(set.Rules, mappings);
        var engine = new DetectionEngine(index, new CorrelationDetector([.. set.Rules], set.Correlations, mappings));
        if (off is not null)
        {
            engine.SetEnabled(off, isEnabled: false);
        }

        var batch = new EventBatch(Some.Spool);
        var reader = new DetectingReader();
        for (var number = 0; number < lines.Length; number++)
        {
            reader.Read(new(Encoding.UTF8.GetBytes(lines[number]), Some.Origin, new EventTime(1_000_000_000L * number, 0), number, false), batch);
        }

        var alerts = new List<Alert>();
        for (var place = 0; place < batch.Count; place++)
        {
            engine.Detect(batch[place], alerts);
        }

        return alerts.FindAll(alert => alert.Severity > AlertSeverity.Informational);
    }
}
