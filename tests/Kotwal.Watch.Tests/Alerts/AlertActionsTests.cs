using Kotwal.City.Audit;
using Kotwal.Watch.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Tests.Alerts;

public sealed class AlertActionsTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_decision_stands_in_the_audit_trail()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alert = Some.Alert(1);
        await desk.OfferAsync(alert);
        var actions = desk.Get<AlertActions>();

        await actions.AcknowledgeAsync(alert.Id, Some.Person("asha"), Cancel);
        await actions.CloseAsync(alert.Id, AlertCloseReason.FalsePositive, "maintenance", Some.Person("asha"), Cancel);
        await actions.ReopenAsync(alert.Id, Some.Person("ravi"), Cancel);

        var trail = await desk.Get<IAuditTrail>().ReadAsync(null, 10, Cancel);
        Assert.Equal(
            [("ravi", "alert.reopen"), ("asha", "alert.close"), ("asha", "alert.acknowledge")],
            trail.Select(entry => (entry.Actor, entry.Action)));
        Assert.All(trail, entry => Assert.Equal(alert.Id.ToString(), entry.Subject));
    }

    [Fact]
    public async Task What_changes_nothing_is_not_in_the_audit_trail()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alert = Some.Alert(1);
        await desk.OfferAsync(alert);

        var decision = await desk.Get<AlertActions>().ReopenAsync(alert.Id, Some.Person("asha"), Cancel);

        Assert.Equal(AlertDecision.Unchanged, decision);
        Assert.Empty(await desk.Get<IAuditTrail>().ReadAsync(null, 10, Cancel));
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_one_is_told()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alert = Some.Alert(1);
        await desk.OfferAsync(alert);
        await using var city = await desk.ContextAsync();
        var mine = await city.Set<StoredAlert>().SingleAsync(known => known.Id == alert.Id, Cancel);
        await desk.Get<AlertActions>().CloseAsync(alert.Id, AlertCloseReason.Resolved, null, Some.Person("asha"), Cancel);

        mine.Acknowledge("ravi", Some.Noon);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => city.SaveChangesAsync(Cancel));
    }

    [Fact]
    public async Task A_deed_that_failed_stands_in_the_audit_trail_as_failed()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alert = Some.Alert(1);
        await desk.OfferAsync(alert);
        desk.Respond.Failure = new IOException("The disk is full of secrets.");

        await Assert.ThrowsAsync<IOException>(() => desk.Get<AlertActions>().EscalateAsync(alert.Id, null, Some.Person("asha"), Cancel));

        Assert.Equal(
            [("alert.escalate", AuditResult.Failed, "IOException"), ("alert.escalate", AuditResult.Done, null)],
            (await desk.Get<IAuditTrail>().ReadAsync(null, 10, Cancel)).Select(entry => (entry.Action, entry.Result, entry.Detail)));
    }

    [Fact]
    public async Task Escalating_asks_the_other_desk_and_takes_the_alert_in_hand()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alert = Some.Alert(1, title: "Telnet login");
        await desk.OfferAsync(alert);

        var incident = await desk.Get<AlertActions>().EscalateAsync(alert.Id, null, Some.Person("asha"), Cancel);

        var request = Assert.Single(desk.Respond.Requests);
        Assert.Equal(("Telnet login", "high", "asha"), (request.Title, request.Severity, request.OpenedBy));
        Assert.Equal([alert.Id.Value], request.AlertIds);
        Assert.NotNull(incident);
        Assert.Equal((AlertStatus.Acknowledged, "asha"), ((await desk.AlertAsync(alert.Id)).Status, (await desk.AlertAsync(alert.Id)).Assignee));
    }

    [Fact]
    public async Task Unknown_alerts_are_not_found()
    {
        await using var desk = await TestDesk.CreateAsync();
        var actions = desk.Get<AlertActions>();
        var unknown = Some.Alert(9).Id;

        Assert.Equal(AlertDecision.NotFound, await actions.AcknowledgeAsync(unknown, Some.Person("asha"), Cancel));
        Assert.Null(await actions.EscalateAsync(unknown, null, Some.Person("asha"), Cancel));
        Assert.Empty(desk.Respond.Requests);
    }
}
