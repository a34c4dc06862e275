using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Work;
using Kotwal.Respond.Incidents;

namespace Kotwal.Respond.Tests.Incidents;

public sealed class IncidentActionsTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_people_do_stands_in_the_timeline_and_in_the_audit_trail()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync(Some.Alert(1));
        var id = (await desk.OnlyIncidentAsync()).Incident.Id;
        var actions = desk.Get<IncidentActions>();

        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await actions.AddNoteAsync(id, "looked at the camera", Some.Person("asha"), Cancel);
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await actions.SetStatusAsync(id, IncidentStatus.Contained, null, null, Some.Person("ravi"), Cancel);

        var timeline = Timeline.Of(await desk.OnlyIncidentAsync());
        Assert.Equal(
            [TimelineKind.Opened, TimelineKind.Alert, TimelineKind.Note, TimelineKind.Status], timeline.Select(entry => entry.Kind));
        var trail = await desk.Get<IAuditTrail>().ReadAsync(null, 10, Cancel);
        Assert.Equal([("ravi", "incident.status"), ("asha", "incident.note")], trail.Select(entry => (entry.Actor, entry.Action)));
    }

    [Fact]
    public async Task A_change_on_top_of_a_change_that_was_not_seen_is_refused()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync(Some.Alert(1));
        var seen = (await desk.OnlyIncidentAsync()).Incident;
        var actions = desk.Get<IncidentActions>();
        await actions.SetStatusAsync(seen.Id, IncidentStatus.Contained, null, seen.Version, Some.Person("asha"), Cancel);

        var deed = await actions.SetStatusAsync(seen.Id, IncidentStatus.Closed, "done", seen.Version, Some.Person("ravi"), Cancel);

        Assert.Equal(IncidentDeed.Conflict, deed);
        Assert.Equal(IncidentStatus.Contained, (await desk.OnlyIncidentAsync()).Incident.Status);
    }

    [Fact]
    public async Task An_alert_that_joins_does_not_get_in_the_way_of_a_person()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync(Some.Alert(1, entities: ("host.name", "a")));
        var seen = (await desk.OnlyIncidentAsync()).Incident;
        await desk.OfferAsync(Some.Alert(2, entities: ("host.name", "a")));

        var deed = await desk.Get<IncidentActions>().SetStatusAsync(
            seen.Id, IncidentStatus.InProgress, null, seen.Version, Some.Person("asha"), Cancel);

        Assert.Equal(IncidentDeed.Done, deed);
    }

    [Fact]
    public async Task Unknown_incidents_are_not_found()
    {
        await using var desk = await TestDesk.CreateAsync();
        var actions = desk.Get<IncidentActions>();
        var unknown = IncidentId.New(desk.Clock);

        Assert.Equal(IncidentDeed.NotFound, await actions.AddNoteAsync(unknown, "x", Some.Person("asha"), Cancel));
        Assert.Equal(IncidentDeed.NotFound, await actions.SetStatusAsync(unknown, IncidentStatus.Closed, "x", null, Some.Person("asha"), Cancel));
    }

    [Fact]
    public async Task The_workload_counts_what_is_not_closed_and_names_the_newest()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync([.. Enumerable.Range(0, 4).Select(i => Some.Alert(i, entities: ("host.name", $"h{i}")))]);
        var first = (await desk.IncidentsAsync())[0];
        await desk.Get<IncidentActions>().SetStatusAsync(first.Id, IncidentStatus.Closed, "done", null, Some.Person("asha"), Cancel);

        var workload = await desk.Get<IWorkload>().ReadAsync(2, Reach.WholeCity, Cancel);

        Assert.Equal(3, workload.OpenCount);
        Assert.Equal(["INC-2026-0004", "INC-2026-0003"], workload.Newest.Select(item => item.Number));
    }

    [Fact]
    public async Task The_incident_of_an_alert_is_found()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alert = Some.Alert(1);
        await desk.OfferAsync(alert);

        var item = await desk.Get<IWorkload>().FindForAlertAsync(alert.Id, Reach.WholeCity, Cancel);

        Assert.Equal("INC-2026-0001", item?.Number);
        Assert.Null(await desk.Get<IWorkload>().FindForAlertAsync(Some.Alert(2).Id, Reach.WholeCity, Cancel));
    }

    [Fact]
    public async Task A_list_goes_on_where_the_page_before_ended()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync([.. Enumerable.Range(0, 7).Select(i => Some.Alert(i, entities: ("host.name", $"h{i}")))]);
        var reader = desk.Get<IncidentReader>();
        var numbers = new List<string>();
        IncidentNumber? before = null;

        do
        {
            var page = await reader.ListAsync(new(), Reach.WholeCity, before, 3, Cancel);
            numbers.AddRange(page.Incidents.Select(incident => incident.Number));
            before = page.Next is null ? null : IncidentNumber.TryRead(page.Next, out var next) ? next : throw new FormatException();
        }
        while (before is not null);

        Assert.Equal(Enumerable.Range(1, 7).Reverse().Select(serial => new IncidentNumber(2026, serial).ToString()), numbers);
    }

    [Fact]
    public async Task A_search_looks_at_number_title_and_entities()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync(
            Some.Alert(1, title: "Telnet Login", entities: ("host.name", "CAM-0107")),
            Some.Alert(2, title: "100%_odd", entities: ("host.name", "server")));

        Assert.Equal("INC-2026-0001", (await FindAsync(desk, "telnet")).Number);
        Assert.Equal("INC-2026-0001", (await FindAsync(desk, "cam-01")).Number);
        Assert.Equal("INC-2026-0002", (await FindAsync(desk, "2026-0002")).Number);
        Assert.Equal("INC-2026-0002", (await FindAsync(desk, "0%_o")).Number);
    }

    private static async Task<IncidentRow> FindAsync(TestDesk desk, string text) =>
        Assert.Single((await desk.Get<IncidentReader>().ListAsync(new() { Text = text }, Reach.WholeCity, null, 10, Cancel)).Incidents);
}
