using Kotwal.City.Access;
using Kotwal.Events.Alerts;
using Kotwal.Watch.Alerts;
using Kotwal.Watch.Map;

namespace Kotwal.Watch.Tests.Map;

public sealed class MapReaderTests
{
    [Fact]
    public async Task A_ward_shows_how_many_alerts_it_has_and_the_gravest()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync(
            Some.Alert(1, AlertSeverity.Medium, entities: ("source.ip", "10.0.1.1")),
            Some.Alert(2, AlertSeverity.Critical, entities: ("host.name", "plc-2")),
            Some.Alert(3, AlertSeverity.Low, entities: ("host.name", "nobody")));

        var view = await ReadAsync(desk);

        Assert.Equal((2, AlertSeverity.Critical), (view.Alerts.In("west").Count, view.Alerts.In("west").Gravest));
        Assert.Equal(PlaceAlerts.None, view.Alerts.In("east"));
        Assert.Equal((3, 1, false), (view.Alerts.All.Count, view.Alerts.Unplaced, view.IsCut));
    }

    [Fact]
    public async Task An_alert_between_two_wards_counts_in_both_and_once_in_the_city()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync(Some.Alert(1, entities: [("source.ip", "10.0.1.1"), ("destination.ip", "10.0.2.1")]));

        var view = await ReadAsync(desk);

        Assert.Equal((1, 1, 1), (view.Alerts.In("west").Count, view.Alerts.In("east").Count, view.Alerts.All.Count));
    }

    [Fact]
    public async Task Closed_alerts_and_those_of_yesterday_do_not_count()
    {
        await using var desk = await TestDesk.CreateAsync();
        var closed = Some.Alert(1, entities: ("host.name", "plc-1"));
        await desk.OfferAsync(
            closed,
            Some.Alert(2, at: Some.Noon.AddHours(-25), entities: ("host.name", "plc-1")),
            Some.Alert(3, at: Some.Noon.AddHours(-23), entities: ("host.name", "plc-1")));
        await desk.Get<AlertActions>().CloseAsync(closed.Id, AlertCloseReason.Resolved, null, Some.Person("asha"), TestContext.Current.CancellationToken);

        var view = await ReadAsync(desk);

        Assert.Equal(1, view.Alerts.In("west").Count);
    }

    [Fact]
    public async Task Of_more_alerts_than_are_read_the_newest_count_and_it_is_said()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync([.. Enumerable.Range(0, MapReader.MaxAlerts + 1).Select(number => Some.Alert(
            number, number == 0 ? AlertSeverity.Critical : AlertSeverity.Low, Some.Noon.AddSeconds(number - 2000), entities: ("host.name", "plc-1")))]);

        var view = await ReadAsync(desk);

        Assert.True(view.IsCut);
        Assert.Equal((MapReader.MaxAlerts, AlertSeverity.Low), (view.Alerts.In("west").Count, view.Alerts.In("west").Gravest));
        Assert.Equal(WardTally.MaxNewest, view.Alerts.In("west").Newest.Count);
    }

    private static Task<MapView> ReadAsync(TestDesk desk) => desk.Get<MapReader>().ReadAsync(Reach.WholeCity, TestContext.Current.CancellationToken);
}
