using Kotwal.City.Access;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Kotwal.Respond.Incidents;

namespace Kotwal.Respond.Tests.Incidents;

public sealed class IncidentIntakeTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_opens_an_incident_about_alerts_that_another_desk_keeps()
    {
        await using var desk = await TestDesk.CreateAsync();
        Alert[] alerts = [Some.Alert(1, AlertSeverity.Low), Some.Alert(2, AlertSeverity.Medium, entities: ("user.name", "ravi"))];
        desk.Alerts.Add(alerts);

        var id = await OpenAsync(desk, alerts);

        var view = await desk.OnlyIncidentAsync();
        Assert.Equal(id, view.Incident.Id.Value);
        Assert.Equal(("asha", 2), (view.Incident.OpenedBy, view.Alerts.Count));
        Assert.Equal("ravi", Assert.Single(view.Incident.Entities).Value);
    }

    [Fact]
    public async Task Opening_twice_about_the_same_alert_opens_once()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alert = Some.Alert(1);
        desk.Alerts.Add(alert);

        var first = await OpenAsync(desk, alert);
        var second = await OpenAsync(desk, alert);

        Assert.Equal(first, second);
        Assert.Equal(1, (await desk.OnlyIncidentAsync()).Incident.AlertCount);
    }

    [Fact]
    public async Task An_alert_that_detection_has_put_into_an_incident_stays_there_and_takes_the_others_along()
    {
        await using var desk = await TestDesk.CreateAsync();
        var grave = Some.Alert(1);
        var slight = Some.Alert(2, AlertSeverity.Low);
        desk.Alerts.Add(grave, slight);
        await desk.OfferAsync(grave);

        await OpenAsync(desk, grave, slight);

        Assert.Equal(2, (await desk.OnlyIncidentAsync()).Alerts.Count);
    }

    [Fact]
    public async Task A_report_by_a_person_needs_no_alert()
    {
        await using var desk = await TestDesk.CreateAsync();

        await OpenAsync(desk);

        Assert.Equal("INC-2026-0001", (await desk.OnlyIncidentAsync()).Incident.Number);
    }

    [Fact]
    public async Task Numbers_begin_anew_with_the_year()
    {
        await using var desk = await TestDesk.CreateAsync();
        await OpenAsync(desk);
        desk.Clock.Advance(TimeSpan.FromDays(365));

        await OpenAsync(desk);

        Assert.Equal(["INC-2026-0001", "INC-2027-0001"], (await desk.IncidentsAsync()).Select(incident => incident.Number));
    }

    [Fact]
    public async Task Many_people_at_once_get_numbers_without_gaps_or_doubles()
    {
        await using var desk = await TestDesk.CreateAsync();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => OpenAsync(desk)));

        Assert.Equal(
            Enumerable.Range(1, 12).Select(serial => new IncidentNumber(2026, serial).ToString()),
            (await desk.IncidentsAsync()).Select(incident => incident.Number));
    }

    private static Task<Guid> OpenAsync(TestDesk desk, params Alert[] alerts) => desk.Get<IIncidentIntake>().OpenAsync(
        new IncidentRequest("Reported", "medium", [.. alerts.Select(alert => alert.Id.Value)], "asha", Reach.WholeCity), Cancel).AsTask();
}
