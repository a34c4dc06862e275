using Kotwal.City.Access;
using Kotwal.Events.Alerts;
using Kotwal.Watch.Alerts;

namespace Kotwal.Watch.Tests.Alerts;

public sealed class AlertReaderTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_double_even_at_the_same_time()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alerts = Enumerable.Range(0, 25).Select(i => Some.Alert(i, at: Some.Noon.AddSeconds(i / 10))).ToArray();
        await desk.OfferAsync(alerts);
        var seen = new List<AlertRow>();
        string? after = null;

        do
        {
            var page = await desk.Get<AlertReader>().ListAsync(new(), Reach.WholeCity, after, 4, Cancel);
            seen.AddRange(page.Alerts);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(alerts.Select(alert => alert.Id).ToHashSet(), seen.Select(alert => alert.Id).ToHashSet());
        Assert.Equal(alerts.Length, seen.Count);
        Assert.Equal(seen.OrderByDescending(alert => alert.At).Select(alert => alert.At), seen.Select(alert => alert.At));
    }

    [Fact]
    public async Task A_filter_narrows_by_severity_status_rule_and_time()
    {
        await using var desk = await TestDesk.CreateAsync();
        var wanted = Some.Alert(1, AlertSeverity.Critical, Some.Noon, rule: "r1");
        await desk.OfferAsync(
            wanted,
            Some.Alert(2, AlertSeverity.Low, Some.Noon, rule: "r1"),
            Some.Alert(3, AlertSeverity.Critical, Some.Noon, rule: "r2"),
            Some.Alert(4, AlertSeverity.Critical, Some.Noon.AddHours(-1), rule: "r1"),
            Some.Alert(5, AlertSeverity.Critical, Some.Noon.AddHours(1), rule: "r1"));

        var found = await IdsAsync(desk, new()
        {
            Severities = [AlertSeverity.High, AlertSeverity.Critical],
            Statuses = [AlertStatus.New],
            RuleId = "r1",
            From = Some.Noon,
            To = Some.Noon.AddHours(1),
        });

        Assert.Equal([wanted.Id], found);
    }

    [Fact]
    public async Task Words_are_looked_for_in_title_rule_tags_and_entities()
    {
        await using var desk = await TestDesk.CreateAsync();
        var telnet = Some.Alert(1, title: "Telnet Default Login", entities: ("host.name", "CAM-0107"));
        var odd = Some.Alert(2, title: "100%_odd", rule: "odd_rule");
        await desk.OfferAsync(telnet, odd);

        Assert.Equal([telnet.Id], await IdsAsync(desk, new() { Text = "login cam-01" }));
        Assert.Equal([odd.Id], await IdsAsync(desk, new() { Text = "%_ODD" }));
        Assert.Equal([odd.Id], await IdsAsync(desk, new() { Text = "odd_rule" }));
        Assert.Equal(2, (await IdsAsync(desk, new() { Text = "t1110" })).Count);
        Assert.Empty(await IdsAsync(desk, new() { Text = "login server" }));
    }

    [Fact]
    public async Task Counts_tell_severity_and_status_apart()
    {
        await using var desk = await TestDesk.CreateAsync();
        var closed = Some.Alert(3, AlertSeverity.Low);
        await desk.OfferAsync(Some.Alert(1), Some.Alert(2), closed);
        await desk.Get<AlertActions>().CloseAsync(closed.Id, AlertCloseReason.Duplicate, null, Some.Person("asha"), Cancel);

        var counts = await desk.Get<AlertReader>().CountAsync(new(), Reach.WholeCity, Cancel);

        Assert.Equal(
            [new AlertCount(AlertSeverity.High, AlertStatus.New, 2), new AlertCount(AlertSeverity.Low, AlertStatus.Closed, 1)],
            counts.OrderBy(count => count.Severity == AlertSeverity.Low));
    }

    private static async Task<IReadOnlyList<AlertId>> IdsAsync(TestDesk desk, AlertFilter filter) =>
        [.. (await desk.Get<AlertReader>().ListAsync(filter, Reach.WholeCity, null, 100, Cancel)).Alerts.Select(alert => alert.Id)];
}
