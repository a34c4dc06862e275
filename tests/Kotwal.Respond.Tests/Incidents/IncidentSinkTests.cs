using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Kotwal.Respond.Incidents;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Respond.Tests.Incidents;

public sealed class IncidentSinkTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_grave_alerts_open_incidents()
    {
        await using var desk = await TestDesk.CreateAsync();

        await desk.OfferAsync([.. Enum.GetValues<AlertSeverity>().Select((severity, i) =>
            Some.Alert(i, severity, entities: ("host.name", $"host{i}")))]);

        var severities = (await desk.IncidentsAsync()).Select(incident => incident.Severity);
        Assert.Equal([AlertSeverity.High, AlertSeverity.Critical], severities);
    }

    [Fact]
    public async Task Alerts_about_the_same_come_into_one_incident()
    {
        await using var desk = await TestDesk.CreateAsync();

        await desk.OfferAsync(Some.Alert(1, entities: [("source.ip", "10.0.0.9"), ("destination.ip", "10.0.5.1")]));
        await desk.OfferAsync(Some.Alert(2, AlertSeverity.Critical, entities: ("source.ip", "10.0.5.1")));
        await desk.OfferAsync(Some.Alert(3, entities: ("user.name", "somebody else")));

        var incidents = await desk.IncidentsAsync();
        Assert.Equal([("INC-2026-0001", 2, AlertSeverity.Critical), ("INC-2026-0002", 1, AlertSeverity.High)],
            incidents.Select(incident => (incident.Number, incident.AlertCount, incident.Severity)));
    }

    [Fact]
    public async Task Alerts_of_one_batch_join_each_other()
    {
        await using var desk = await TestDesk.CreateAsync();

        await desk.OfferAsync([.. Enumerable.Range(0, 20).Select(i => Some.Alert(i, entities: ("host.name", "camera-7")))]);

        Assert.Equal(20, (await desk.OnlyIncidentAsync()).Alerts.Count);
    }

    [Fact]
    public async Task A_replay_changes_nothing()
    {
        await using var desk = await TestDesk.CreateAsync();
        Alert[] alerts = [Some.Alert(1, entities: ("host.name", "a")), Some.Alert(2, entities: ("host.name", "a"))];
        await desk.OfferAsync(alerts);

        await desk.OfferAsync(alerts);
        await desk.OfferAsync(alerts[1], alerts[1], alerts[0]);

        Assert.Equal(2, (await desk.OnlyIncidentAsync()).Incident.AlertCount);
    }

    [Fact]
    public async Task The_same_alert_twice_in_one_batch_counts_once()
    {
        await using var desk = await TestDesk.CreateAsync();

        await desk.OfferAsync(Some.Alert(1), Some.Alert(1));

        Assert.Equal(1, (await desk.OnlyIncidentAsync()).Incident.AlertCount);
    }

    [Fact]
    public async Task A_replay_of_alerts_that_were_only_counted_changes_nothing()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alerts = Enumerable.Range(0, Incident.MaxListedAlerts + 20)
            .Select(i => Some.Alert(i, entities: ("host.name", "camera-7"))).ToArray();
        await desk.OfferAsync(alerts);

        await desk.OfferAsync(alerts);

        var view = await desk.OnlyIncidentAsync();
        Assert.Equal(Incident.MaxListedAlerts + 20, view.Incident.AlertCount);
        Assert.Equal(Incident.MaxListedAlerts, view.Alerts.Count);
    }

    [Theory]
    [InlineData(24, 1)]
    [InlineData(25, 2)]
    [InlineData(-24, 1)]
    [InlineData(-25, 2)]
    public async Task Alerts_further_apart_than_a_day_are_two_stories(int hours, int incidents)
    {
        await using var desk = await TestDesk.CreateAsync();

        await desk.OfferAsync(Some.Alert(1, entities: ("host.name", "a")));
        await desk.OfferAsync(Some.Alert(2, at: Some.Noon.AddHours(hours), entities: ("host.name", "a")));

        Assert.Equal(incidents, (await desk.IncidentsAsync()).Count);
    }

    [Fact]
    public async Task Which_incident_an_alert_joins_does_not_depend_on_the_clock()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync(Some.Alert(1, entities: ("host.name", "a")));
        desk.Clock.Advance(TimeSpan.FromDays(30));

        await desk.OfferAsync(Some.Alert(2, at: Some.Noon.AddHours(1), entities: ("host.name", "a")));

        Assert.Equal(2, (await desk.OnlyIncidentAsync()).Incident.AlertCount);
    }

    [Fact]
    public async Task A_closed_incident_takes_no_alerts_and_a_new_one_is_opened()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync(Some.Alert(1, entities: ("host.name", "a")));
        var first = await desk.OnlyIncidentAsync();
        await desk.Get<IncidentActions>().SetStatusAsync(first.Incident.Id, IncidentStatus.Closed, "done", null, Some.Person("asha"), Cancel);

        await desk.OfferAsync(Some.Alert(2, entities: ("host.name", "a")));

        Assert.Equal([1, 1], (await desk.IncidentsAsync()).Select(incident => incident.AlertCount));
    }

    [Fact]
    public async Task A_rule_that_names_nobody_fills_one_incident()
    {
        await using var desk = await TestDesk.CreateAsync();

        await desk.OfferAsync([.. Enumerable.Range(0, 10).Select(i => Some.Alert(i, rule: "silent"))]);
        await desk.OfferAsync(Some.Alert(0, rule: "another"));

        Assert.Equal([10, 1], (await desk.IncidentsAsync()).Select(incident => incident.AlertCount));
    }

    [Fact]
    public async Task Two_writers_at_once_make_one_incident_of_one_story()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alerts = Enumerable.Range(0, 30).Select(i => Some.Alert(i, entities: ("host.name", "a"))).ToArray();

        await Task.WhenAll(alerts.Chunk(5).Select(some => desk.OfferAsync(some).AsTask()));

        Assert.Equal(30, (await desk.OnlyIncidentAsync()).Incident.AlertCount);
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_keeps_nothing_and_asks_for_another_try()
    {
        await using var desk = await TestDesk.CreateAsync();
        await using (var city = await desk.ContextAsync())
        {
            await city.Database.ExecuteSqlRawAsync("DROP TABLE respond_incident_alerts", Cancel);
        }

        await Assert.ThrowsAsync<IOException>(async () => await desk.OfferAsync(Some.Alert(1)));

        Assert.Empty(await desk.IncidentsAsync());
    }

    [Fact]
    public async Task Pages_hear_of_a_new_incident_and_not_of_a_replay()
    {
        await using var desk = await TestDesk.CreateAsync();
        var heard = 0;
        using var listening = desk.Get<CityFeed>().Subscribe(CityTopic.Incidents, () => heard++);

        await desk.OfferAsync(Some.Alert(1));
        await desk.OfferAsync(Some.Alert(1));

        Assert.Equal(1, heard);
    }
}
