using System.Security.Claims;
using CsCheck;
using Kotwal.City.Access;
using Kotwal.City.People;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Kotwal.Respond.Incidents;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Respond.Tests.Incidents;

/// <summary>Who reaches a part of the city sees the incidents that stand in it, all of them and no others.</summary>
public sealed class IncidentReachTests
{
    private static readonly ScopeKey Water = new(ScopeKind.Service, "water");
    private static readonly ScopeKey Power = new(ScopeKind.Service, "power");
    private static readonly ScopeKey Ward = new(ScopeKind.Ward, "7");

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_reader_gives_exactly_the_incidents_in_reach()
    {
        await using var desk = await TestDesk.CreateAsync();
        ScopeKey[][] placed = [.. Gen.OneOf(Water, Power, Ward).Array[0, 3].Array[25].Single()];
        var alerts = placed.Select((parts, number) => Standing(number, $"host-{number}", parts)).ToArray();
        await desk.OfferAsync(alerts);
        var incidents = (await desk.IncidentsAsync()).Select(incident => incident.Id).ToList();
        await Gen.OneOf(Water, Power, Ward, new(ScopeKind.Zone, "7"), Guest(incidents[3]), Guest(incidents[4])).Array[0, 4].SampleAsync(
            async keys =>
            {
                var reach = Reach.Of(keys);
                var expected = incidents.Where((id, place) => placed[place].Any(keys.Contains) || keys.Contains(Guest(id))).ToHashSet();

                var reader = desk.Get<IncidentReader>();
                Assert.Equal(expected, (await reader.ListAsync(new(), reach, null, 100, Cancel)).Incidents.Select(row => row.Id).ToHashSet());
                Assert.Equal(expected.Count, (await reader.CountAsync(reach, Cancel)).Values.Sum());
                Assert.Equal(expected.Select(id => id.Value).ToHashSet(), (await TableAsync(desk, reach)).Select(row => Guid.Parse((string)row[1]!)).ToHashSet());
                var workload = await desk.Get<IWorkload>().ReadAsync(100, reach, Cancel);
                Assert.Equal(expected.Select(id => id.Value).ToHashSet(), workload.Newest.Select(item => item.Id).ToHashSet());
                foreach (var (id, place) in incidents.Select((id, place) => (id, place)).Take(8))
                {
                    Assert.Equal(expected.Contains(id), await reader.FindAsync(id, reach, Cancel) is not null);
                    Assert.Equal(expected.Contains(id), await desk.Get<IWorkload>().FindForAlertAsync(alerts[place].Id, reach, Cancel) is not null);
                }
            },
            iter: 20,
            threads: 1);
    }

    private static ValueTask<List<IReadOnlyList<object?>>> TableAsync(TestDesk desk, Reach reach) =>
        desk.Get<IEnumerable<ITableSource>>().Single(table => table.Name == "incidents").ReadAsync(reach, null, null, Cancel).ToListAsync(Cancel);

    [Fact]
    public async Task An_incident_that_came_of_the_audit_trail_is_seen_by_those_who_may_read_the_trail()
    {
        await using var desk = await TestDesk.CreateAsync();
        var ofAudit = Some.Alert(1, entities: ("source.ip", "192.0.2.7"));
        ofAudit = ofAudit with { Events = [ofAudit.Events[0] with { Json = """{"kotwal.source":"kotwal-audit","city.service":"water"}""" }] };
        await desk.OfferAsync(ofAudit, Some.Alert(2, entities: ("source.ip", "192.0.2.7")));
        desk.Alerts.Add(ofAudit);
        var reader = desk.Get<IncidentReader>();

        foreach (var (person, count) in new[]
        {
            (Some.Person(role: Roles.Admin), 2), (Some.Person(role: Roles.Auditor), 2), (Some.Person(role: Roles.Responder), 1), (Responder(Water), 0),
        })
        {
            var reach = Reach.For(person, Policies.Read);
            Assert.Equal(count, (await reader.ListAsync(new(), reach, null, 100, Cancel)).Incidents.Count);
            Assert.Equal(count == 2, await reader.FindForAlertAsync(ofAudit.Id, reach, Cancel) is not null);
        }

        var opened = await desk.Get<IncidentActions>().OpenAsync(new("x", "low", [ofAudit.Id.Value], []), Some.Person(), Cancel);
        Assert.DoesNotContain(
            (await reader.FindAsync(new(opened!.Value), Reach.WholeCity, Cancel))!.Alerts, alert => alert.AlertId == ofAudit.Id);
    }

    [Fact]
    public async Task Nothing_is_done_to_an_incident_out_of_reach()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync(Standing(1, "pump", Power));
        var id = (await desk.OnlyIncidentAsync()).Incident.Id;
        var actions = desk.Get<IncidentActions>();

        Assert.Equal(IncidentDeed.NotFound, await actions.AddNoteAsync(id, "x", Responder(Water), Cancel));
        Assert.Equal(IncidentDeed.NotFound, await actions.SetStatusAsync(id, IncidentStatus.Contained, null, null, Responder(Water), Cancel));
        Assert.Equal(IncidentDeed.Done, await actions.AddNoteAsync(id, "x", Responder(Power), Cancel));
    }

    [Fact]
    public async Task An_alert_that_is_only_counted_brings_its_parts_along_and_is_asked_for_before_the_status_changes()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync([.. Enumerable.Range(0, Incident.MaxListedAlerts).Select(number => Standing(number, "pump", Water))]);
        Assert.Empty((await desk.Get<IncidentReader>().ListAsync(new(), Reach.Of([Ward]), null, 10, Cancel)).Incidents);

        await desk.OfferAsync(Standing(Incident.MaxListedAlerts, "pump", Water, Ward));

        var id = Assert.Single((await desk.Get<IncidentReader>().ListAsync(new(), Reach.Of([Ward]), null, 10, Cancel)).Incidents).Id;
        var actions = desk.Get<IncidentActions>();
        Assert.Equal(IncidentDeed.Done, await actions.SetStatusAsync(id, IncidentStatus.InProgress, null, null, Responder(Water), Cancel));

        await desk.OfferAsync(Standing(Incident.MaxListedAlerts + 1, "pump", Power, Ward));

        Assert.Equal(IncidentDeed.Outside, await actions.SetStatusAsync(id, IncidentStatus.Contained, null, null, Responder(Water), Cancel));
    }

    [Fact]
    public async Task An_alert_joins_what_it_shares_a_part_with_and_what_stands_nowhere_and_nothing_else()
    {
        await using var desk = await TestDesk.CreateAsync();

        await desk.OfferAsync(Standing(1, "root", Power));
        await desk.OfferAsync(Standing(2, "root", Water));
        Assert.Equal(2, (await desk.IncidentsAsync()).Count);

        await desk.OfferAsync(Standing(3, "root"));
        await desk.OfferAsync(Standing(4, "root", Power, Ward));
        Assert.Equal([3, 1], (await desk.IncidentsAsync()).Select(incident => incident.AlertCount));

        await desk.OfferAsync(Standing(5, "other"));
        await desk.OfferAsync(Standing(6, "other", Water));
        Assert.Equal([3, 1, 2], (await desk.IncidentsAsync()).Select(incident => incident.AlertCount));
    }

    [Fact]
    public async Task An_incident_without_room_for_where_an_alert_stands_leaves_it_to_another()
    {
        await using var desk = await TestDesk.CreateAsync();
        ScopeKey[][] services = [.. Enumerable.Range(0, 3).Select(alert =>
            Enumerable.Range(0, 90).Select(number => new ScopeKey(ScopeKind.Service, $"s{alert}-{number}")).ToArray())];
        foreach (var (alert, own) in services.Index())
        {
            await desk.OfferAsync(Standing(alert, "root", [Ward, .. own]));
        }

        Assert.Equal([2, 1], (await desk.IncidentsAsync()).Select(incident => incident.AlertCount));
        foreach (var own in services)
        {
            Assert.Single(await SeenAsync(desk, own[0]));
            Assert.Single(await SeenAsync(desk, own[^1]));
        }
    }

    [Fact]
    public async Task Of_an_incident_that_stands_partly_outside_one_sees_its_own_alerts_and_whom_they_concern()
    {
        await using var desk = await TestDesk.CreateAsync();
        var (mine, theirs) = (Standing(1, "pump", Water, Ward), Standing(2, "feeder", Power, Ward));
        await JoinedAsync(desk, mine, theirs);
        var id = Assert.Single(await desk.IncidentsAsync()).Id;
        var reader = desk.Get<IncidentReader>();
        await desk.Get<IncidentActions>().AddNoteAsync(id, "we talk here", Responder(Power), Cancel);

        var water = (await reader.FindAsync(id, Reach.Of([Water]), Cancel))!;
        Assert.Equal(mine.Id, Assert.Single(water.Alerts).AlertId);
        Assert.Equal(["pump", "root"], water.Entities.Select(entity => entity.Value).Order(StringComparer.Ordinal));
        Assert.Equal(1, water.Outside);
        Assert.Equal([mine.Id.Value.ToString("D")], Assert.Single(await TableAsync(desk, Reach.Of([Water])))[^1] as IEnumerable<string>);
        Assert.Equal("we talk here", Assert.Single(water.Incident.Notes).Text);
        Assert.DoesNotContain(Timeline.Of(water), entry => entry.AlertId == theirs.Id);
        Assert.Empty((await reader.ListAsync(new() { Text = "feeder" }, Reach.Of([Water]), null, 10, Cancel)).Incidents);

        foreach (var reach in new[] { Reach.WholeCity, Reach.Of([Guest(id)]), Reach.Of([Ward]) })
        {
            var whole = (await reader.FindAsync(id, reach, Cancel))!;
            Assert.Equal(2, (Assert.Single(await TableAsync(desk, reach))[^1] as IEnumerable<string>)?.Count());
            Assert.Equal((2, 3, 0), (whole.Alerts.Count, whole.Entities.Count, whole.Outside));
        }
    }

    [Fact]
    public async Task Only_who_reaches_all_alerts_of_an_incident_or_is_a_guest_in_it_changes_its_status()
    {
        await using var desk = await TestDesk.CreateAsync();
        await JoinedAsync(desk, Standing(1, "pump", Water, Ward), Standing(2, "feeder", Power, Ward));
        var id = Assert.Single(await desk.IncidentsAsync()).Id;
        var actions = desk.Get<IncidentActions>();
        Task<IncidentDeed> SetAsync(IncidentStatus status, params ScopeKey[] parts) =>
            actions.SetStatusAsync(id, status, "because", null, parts.Length == 0 ? Some.Person() : Responder(parts), Cancel);

        Assert.Equal(IncidentDeed.Outside, await SetAsync(IncidentStatus.Closed, Water));
        Assert.Equal(IncidentStatus.Open, Assert.Single(await desk.IncidentsAsync()).Status);
        Assert.Equal(IncidentDeed.Done, await actions.AddNoteAsync(id, "ours too", Responder(Water), Cancel));

        Assert.Equal(IncidentDeed.Done, await SetAsync(IncidentStatus.InProgress, Water, Power));
        Assert.Equal(IncidentDeed.Done, await SetAsync(IncidentStatus.Contained, Guest(id)));
        Assert.Equal(IncidentDeed.Done, await SetAsync(IncidentStatus.Open, Ward));
        Assert.Equal(IncidentDeed.Done, await SetAsync(IncidentStatus.Closed));
    }

    [Fact]
    public async Task A_report_stands_where_its_reporter_reaches_unless_it_says_where()
    {
        await using var desk = await TestDesk.CreateAsync();

        var mine = await ReportAsync(desk, Responder(Water, Ward));
        var said = await ReportAsync(desk, Responder(Water, Ward), Ward);
        var whole = await ReportAsync(desk, Some.Person(role: Roles.Responder));
        var placed = await ReportAsync(desk, Some.Person(role: Roles.Responder), Power);

        Assert.Equal([mine], await SeenAsync(desk, Water));
        Assert.Equal([mine, said], await SeenAsync(desk, Ward));
        Assert.Equal([placed], await SeenAsync(desk, Power));
        Assert.NotNull(whole);
    }

    [Fact]
    public async Task Nobody_reports_where_he_does_not_reach_and_a_guest_reports_nowhere()
    {
        await using var desk = await TestDesk.CreateAsync();
        var open = new IncidentId((await ReportAsync(desk, Responder(Water)))!.Value);

        Assert.Null(await ReportAsync(desk, Responder(Water), Power));
        Assert.Null(await ReportAsync(desk, Responder(Guest(open))));
        Assert.Single(await desk.IncidentsAsync());
    }

    [Fact]
    public async Task Alerts_out_of_reach_do_not_join_and_do_not_lead_to_their_incident()
    {
        await using var desk = await TestDesk.CreateAsync();
        var theirs = Standing(1, "substation", Power);
        var mine = Standing(2, "pump", Water);
        desk.Alerts.Add(theirs, mine);
        await desk.OfferAsync(theirs);

        var id = await desk.Get<IncidentActions>().OpenAsync(
            new("Both", "high", [theirs.Id.Value, mine.Id.Value], []), Responder(Water), Cancel);

        var view = (await desk.Get<IncidentReader>().FindAsync(new(id!.Value), Reach.Of([Water]), Cancel))!;
        Assert.Equal(mine.Id, Assert.Single(view.Alerts).AlertId);
    }

    [Fact]
    public async Task An_alert_whose_incident_is_out_of_reach_is_reported_as_if_it_had_none()
    {
        await using var desk = await TestDesk.CreateAsync();
        var mine = Standing(1, "pump", Water);
        await desk.OfferAsync(mine);
        var theirs = Assert.Single(await desk.IncidentsAsync()).Id;
        await using (var city = await desk.ContextAsync())
        {
            await city.Set<IncidentPart>().Where(part => part.Part == Water.ToString()).ExecuteDeleteAsync(Cancel);
        }

        var opened = await desk.Get<IncidentActions>().OpenAsync(new("Mine", "high", [mine.Id.Value], []), Responder(Water), Cancel);

        Assert.NotEqual(theirs.Value, opened);
        Assert.Equal([opened], await SeenAsync(desk, Water));
    }

    // Two systems in one ward that the same account tries, so that detection puts both into one incident.
    private static async Task JoinedAsync(TestDesk desk, params Alert[] alerts)
    {
        foreach (var alert in alerts)
        {
            await desk.OfferAsync(alert with { Entities = [.. alert.Entities, new("user.name", "root")] });
        }
    }

    private static ScopeKey Guest(IncidentId id) => new(ScopeKind.Incident, id.Value.ToString("D"));

    private static ClaimsPrincipal Responder(params ScopeKey[] parts) => Some.Person(role: Roles.Responder, parts: parts);

    private static Alert Standing(int number, string host, params ScopeKey[] parts) => Some.Alert(number, entities:
        [("host.name", host), .. parts.Select(part => (ScopeFields.ByKind[part.Kind][number % 3], part.Value))]);

    private static Task<Guid?> ReportAsync(TestDesk desk, ClaimsPrincipal person, params ScopeKey[] parts) =>
        desk.Get<IncidentActions>().OpenAsync(new("Reported", "medium", [], parts), person, Cancel);

    private static async Task<List<Guid?>> SeenAsync(TestDesk desk, ScopeKey part) =>
        [.. (await desk.Get<IncidentReader>().ListAsync(new(), Reach.Of([part]), null, 10, Cancel)).Incidents.Select(row => (Guid?)row.Id.Value).Reverse()];
}
