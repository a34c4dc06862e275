using Kotwal.City.Audit;
using Kotwal.Watch.Rules;

namespace Kotwal.Watch.Tests.Rules;

public sealed class RuleSwitchesTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_that_is_switched_off_is_off_for_detection_and_after_a_restart()
    {
        await using var desk = await TestDesk.CreateAsync();
        desk.Rules.Add(Some.Rule("r1"));
        desk.Rules.Add(Some.Rule("r2"));
        var switches = desk.Get<RuleSwitches>();

        var isKnown = await switches.SetAsync(desk.Rules, "r1", isEnabled: false, "asha", Cancel);

        Assert.True(isKnown);
        Assert.Equal([false, true], desk.Rules.Rules.Select(rule => rule.IsEnabled));
        Assert.Equal(["r1"], await switches.ReadDisabledAsync(Cancel));
    }

    [Fact]
    public async Task A_rule_can_be_switched_back_and_forth_and_each_time_is_audited()
    {
        await using var desk = await TestDesk.CreateAsync();
        desk.Rules.Add(Some.Rule("r1"));
        var switches = desk.Get<RuleSwitches>();

        await switches.SetAsync(desk.Rules, "r1", isEnabled: false, "asha", Cancel);
        await switches.SetAsync(desk.Rules, "r1", isEnabled: true, "ravi", Cancel);

        Assert.Empty(await switches.ReadDisabledAsync(Cancel));
        Assert.Equal(
            [("ravi", "rule.enable", "r1"), ("asha", "rule.disable", "r1")],
            (await desk.Get<IAuditTrail>().ReadAsync(null, 10, Cancel)).Select(entry => (entry.Actor, entry.Action, entry.Subject)));
    }

    [Fact]
    public async Task A_rule_that_could_not_be_switched_is_audited_as_failed()
    {
        await using var desk = await TestDesk.CreateAsync();
        desk.Rules.Add(Some.Rule("r1"));
        desk.Rules.Failure = new IOException("no");

        await Assert.ThrowsAsync<IOException>(() => desk.Get<RuleSwitches>().SetAsync(desk.Rules, "r1", isEnabled: false, "asha", Cancel));

        Assert.Equal(
            [AuditResult.Failed, AuditResult.Done], (await desk.Get<IAuditTrail>().ReadAsync(null, 10, Cancel)).Select(entry => entry.Result));
    }

    [Fact]
    public async Task An_unknown_rule_is_not_remembered()
    {
        await using var desk = await TestDesk.CreateAsync();

        Assert.False(await desk.Get<RuleSwitches>().SetAsync(desk.Rules, "nobody", isEnabled: false, "asha", Cancel));
        Assert.Empty(await desk.Get<RuleSwitches>().ReadDisabledAsync(Cancel));
    }
}
