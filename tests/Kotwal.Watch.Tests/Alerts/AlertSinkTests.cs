using Kotwal.City.Access;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Kotwal.Watch.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Tests.Alerts;

public sealed class AlertSinkTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_comes_back_as_it_was_stated()
    {
        await using var desk = await TestDesk.CreateAsync();
        var stated = Some.Alert(1, AlertSeverity.Critical, entities: ("host.name", "कैमरा-7"));

        await desk.OfferAsync(stated);

        var stored = await desk.AlertAsync(stated.Id);
        Assert.Equal((stated.RuleId, stated.RuleTitle, stated.Severity), (stored.RuleId, stored.Title, stored.Severity));
        Assert.Equal((Some.Noon, Some.Noon, AlertStatus.New), (stored.At, stored.RaisedAt, stored.Status));
        Assert.Equal([new NamedValue("host.name", "कैमरा-7")], stored.Entities);
        Assert.Equal([new NamedValue("event.action", "login")], stored.Matched);
        Assert.Equal([new EventCopy(stated.Events[0].Id.Value, stated.Events[0].Json)], stored.Events);
        Assert.Equal(["attack.t1110"], stored.Tags);
    }

    [Fact]
    public async Task A_replay_keeps_what_people_decided()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alert = Some.Alert(1);
        await desk.OfferAsync(alert);
        await desk.Get<AlertActions>().AcknowledgeAsync(alert.Id, Some.Person("asha"), Cancel);

        await desk.OfferAsync(alert, Some.Alert(2), alert);

        Assert.Equal(AlertStatus.Acknowledged, (await desk.AlertAsync(alert.Id)).Status);
        Assert.Equal(2, await CountAsync(desk));
    }

    [Fact]
    public async Task Two_writers_at_once_store_each_alert_once()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alerts = Enumerable.Range(0, 40).Select(i => Some.Alert(i)).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => desk.OfferAsync(alerts).AsTask()));

        Assert.Equal(40, await CountAsync(desk));
    }

    [Fact]
    public async Task A_large_batch_is_stored_whole()
    {
        await using var desk = await TestDesk.CreateAsync();

        await desk.OfferAsync([.. Enumerable.Range(0, 1_201).Select(i => Some.Alert(i))]);

        Assert.Equal(1_201, await CountAsync(desk));
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_asks_for_another_try()
    {
        await using var desk = await TestDesk.CreateAsync();
        await using (var city = await desk.ContextAsync())
        {
            await city.Database.ExecuteSqlRawAsync("DROP TABLE watch_alert_parts", Cancel);
            await city.Database.ExecuteSqlRawAsync("DROP TABLE watch_alerts", Cancel);
        }

        await Assert.ThrowsAsync<IOException>(async () => await desk.OfferAsync(Some.Alert(1)));
    }

    [Fact]
    public async Task Pages_hear_of_new_alerts_and_not_of_a_replay()
    {
        await using var desk = await TestDesk.CreateAsync();
        var heard = 0;
        using var listening = desk.Get<CityFeed>().Subscribe(CityTopic.Alerts, () => heard++);

        await desk.OfferAsync(Some.Alert(1));
        await desk.OfferAsync(Some.Alert(1));

        Assert.Equal(1, heard);
    }

    [Fact]
    public async Task Other_desks_hear_of_stored_alerts_the_oldest_first()
    {
        await using var desk = await TestDesk.CreateAsync();
        var late = Some.Alert(1, at: Some.Noon.AddHours(1), entities: ("user.name", "ravi"));
        var early = Some.Alert(2);
        await desk.OfferAsync(late, early);

        var found = await desk.Get<IAlertBook>().FindAsync([late.Id, Some.Alert(3).Id, early.Id], Reach.WholeCity, Cancel);

        Assert.Equal([early.Id, late.Id], found.Select(alert => alert.Id));
        Assert.Equal([new KeyValuePair<string, string>("user.name", "ravi")], found[1].Entities);
    }

    private static async Task<int> CountAsync(TestDesk desk) =>
        (await desk.Get<AlertReader>().CountAsync(new(), Reach.WholeCity, Cancel)).Sum(count => count.Count);
}
