using System.Text.RegularExpressions;
using Kotwal.Demo;
using Kotwal.Demo.Wire;
using Kotwal.Events.Alerts;
using Kotwal.Inputs;
using Kotwal.Testing;

namespace Kotwal.Tests.Demo;

/// <summary>The rules that ship see the attack, step by step, and leave an ordinary day in peace.</summary>
public sealed partial class ShippedRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The story's steps in their order, and the rules that tell of each.</summary>
    private static readonly string[] Story =
    [
        "One source knocks at many hosts",
        "Public Wi-Fi gateway sweeps city devices",
        "Intrusion sensor reports a network scan",
        "Root login on a device's network terminal",
        "Intrusion sensor reports a login with a factory password",
        "Telnet session on a city device",
        "Device runs a program from a temporary folder",
        "City device talks to the internet",
        "Intrusion sensor reports malware or its controller",
        "Passwords are guessed over SSH",
        "Guessed password over SSH was accepted",
        "City device has logged in to a server",
        "Account created on a server",
        "Cron job fetches a program and runs it",
        "Shell started over the network by WMI",
        "PowerShell with a hidden window and an encoded command",
        "Script or shell speaks a control protocol",
        "Modbus write to a controller from a wrong host",
        "Modbus write to a controller from a wrong host, seen by Suricata",
        "One host writes to many controllers",
        "Traffic signal goes into flash",
        "Several signals of one ward go into flash",
        "Signal goes into flash after a write from a wrong host",
        "Writes from a wrong host put signals of a ward into flash",
    ];

    private static RuleFolder Shipped => RuleFolder.Load([Repository.PathOf("content", "rules")]);

    [Fact]
    public void Every_shipped_rule_loads_and_names_only_fields_that_are_known()
    {
        var rules = Shipped;

        Assert.Empty(rules.Rejected);
        Assert.All(rules.Index.Rules, rule => Assert.True(rule.Unmapped.Count == 0, $"{rule.Path}: {string.Join(", ", rule.Unmapped)}"));
        Assert.True(rules.Count >= 30);
    }

    [Fact]
    public void Every_shipped_rule_says_who_wrote_it_how_grave_it_is_and_what_to_do_next() =>
        Assert.All(Shipped.Documents.Select(document => document.Metadata), about =>
        {
            Assert.True(Guid.TryParse(about.Id, out _));
            Assert.Equal("Kotwal", about.Author);
            Assert.NotNull(about.Level);
            Assert.Matches(Advice(), about.Description);
        });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_attack_is_seen_at_every_step_within_two_minutes(int seed)
    {
        var watch = new Watch(Shipped);

        var alerts = watch.Over(Script.Whole(SampleCity.Plan, seed, Noon).TakeWhile(utterance => utterance.At < Noon.AddMinutes(2)));

        Assert.Empty(watch.Unreadable);
        Assert.Empty(Story.Except(alerts.Select(alert => alert.RuleTitle)));
    }

    [Fact]
    public void Thirty_ordinary_minutes_raise_nothing_grave()
    {
        var watch = new Watch(Shipped);

        var alerts = watch.Over(Script.Ordinary(SampleCity.Plan, seed: 1, Noon).TakeWhile(utterance => utterance.At < Noon.AddMinutes(30)));

        Assert.Empty(watch.Unreadable);
        Assert.Empty(alerts.Where(alert => alert.Severity >= AlertSeverity.High).Select(alert => alert.RuleTitle));
        Assert.True(alerts.Count <= 60, $"{alerts.Count} alerts of lower severity are too many for an operator.");
    }

    [Fact]
    public void Every_message_is_read_in_the_format_of_its_system()
    {
        var watch = new Watch(Shipped);

        watch.Over(Script.Whole(SampleCity.Plan, seed: 6, Noon).TakeWhile(utterance => utterance.At < Noon.AddMinutes(3)));

        Assert.Equal(
            [
                (Door.SyslogUdp, "syslog"), (Door.SyslogCounted, "syslog"), (Door.SyslogLines, "syslog"),
                (Door.EveFile, "suricata"), (Door.ZeekHttp, "zeek"), (Door.WindowsHttp, "windows"),
            ],
            watch.Formats.Order());
    }

    // Rules that are only counted by others have no advice of their own, and say so.
    [GeneratedRegex(@"\nNext: |[Cc]ounted by other rules|[Pp]art of (other rules|the rule below)|opened a connection to a field device")]
    private static partial Regex Advice();
}
