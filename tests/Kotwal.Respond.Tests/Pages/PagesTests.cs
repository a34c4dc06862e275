using System.Text.RegularExpressions;
using Kotwal.City.Access;
using Kotwal.City.People;
using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.Events.Alerts;
using Kotwal.Respond.Incidents;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Kotwal.Respond.Tests.Pages;

public sealed class PagesTests(Chromium chromium)
{
    // Each of light, dark, wide, narrow and Hindi once.
    public static TheoryData<string> Looks { get; } = new(Look.Desk.Name, Look.PhoneAtNight.Name, Look.Hindi.Name);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_of_a_busy_evening_is_drawn(string look)
    {
        await using var host = await DeskHost.StartAsync();
        var attack = await PlayAsync(host);
        await using var visit = await SignInAsync(host, look);

        await Drawn(visit, "incidents?status=all", ".data-table tbody tr", "incidents");
        await Drawn(visit, $"incidents/{attack}", ".timeline li", "incident");
    }

    [Fact]
    public async Task Every_page_of_a_quiet_city_says_so()
    {
        await using var host = await DeskHost.StartAsync();
        await using var visit = await SignInAsync(host, Look.Desk.Name);

        await Drawn(visit, "incidents", ".face.empty", "incidents-empty");
        await Drawn(visit, $"incidents/{Guid.Empty}", ".face.empty", "incident-empty");
    }

    [Fact]
    public async Task An_incident_is_worked_on_by_hand()
    {
        await using var host = await DeskHost.StartAsync();
        var attack = await PlayAsync(host);
        await using var visit = await SignInAsync(host, Look.Desk.Name);
        await visit.OpenAsync($"/incidents/{attack}");

        await visit.Page.Locator("#new-note").FillAsync("Called the traffic control room.");
        await Button(visit, "Add note").ClickAsync();
        await visit.Page.GetByText("Called the traffic control room.").And(visit.Page.Locator(".text")).WaitForAsync();
        await visit.Page.Locator("#new-status").SelectOptionAsync("closed");
        await Assertions.Expect(Button(visit, "Change status")).ToBeDisabledAsync();
        await visit.Page.Locator("#why").FillAsync("Cameras replaced.");
        await Button(visit, "Change status").ClickAsync();
        await visit.Page.Locator(".timeline .text", new() { HasText = "Cameras replaced." }).WaitForAsync();

        var view = (await host.Get<IncidentReader>().FindAsync(attack, Reach.WholeCity, CancellationToken.None))!;
        Assert.Equal(IncidentStatus.Closed, view.Incident.Status);
        Assert.Equal(["Called the traffic control room.", "Cameras replaced."], view.Incident.Notes.OrderBy(note => note.At).TakeLast(2).Select(note => note.Text));
    }

    [Fact]
    public async Task What_somebody_types_stays_when_an_alert_joins()
    {
        await using var host = await DeskHost.StartAsync();
        var attack = await PlayAsync(host);
        await using var visit = await SignInAsync(host, Look.Desk.Name);
        await visit.OpenAsync($"/incidents/{attack}");
        await visit.Page.Locator("#new-note").FillAsync("half a sentence");
        var before = await visit.Page.Locator(".timeline li").CountAsync();

        await host.OfferAsync(Some.Alert(77, at: Now, title: "Another camera", entities: ("source.ip", "203.0.113.9")));

        await Assertions.Expect(visit.Page.Locator(".timeline li")).ToHaveCountAsync(before + 1);
        Assert.Equal("half a sentence", await visit.Page.Locator("#new-note").InputValueAsync());
    }

    [Fact]
    public async Task A_person_reports_an_incident()
    {
        await using var host = await DeskHost.StartAsync();
        await using var visit = await SignInAsync(host, Look.Desk.Name);
        await visit.OpenAsync("/incidents");

        await Button(visit, "Report an incident").ClickAsync();
        await visit.Page.Locator("#report-title").FillAsync("A citizen saw an open cabinet");
        await visit.Page.Locator("#report-severity").SelectOptionAsync("high");
        await visit.CheckAsync("respond-report");
        await Button(visit, "Open incident").ClickAsync();

        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("/incidents/.+"));
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync($"INC-{Now.Year}-0001 A citizen saw an open cabinet");
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Who_reaches_a_part_of_an_incident_works_on_it_as_far_as_that_goes(string look)
    {
        await using var host = await DeskHost.StartAsync();
        await host.AdmitAsync("meera", new ScopeKey(ScopeKind.Service, "water"));
        await host.OfferAsync(
            Some.Alert(1, at: Now.AddMinutes(-9), title: "A pump is told to stop", entities:
                [("host.name", "pump-1"), ("user.name", "root"), ("city.service", "water"), ("city.ward", "7")]),
            Some.Alert(2, at: Now.AddMinutes(-5), title: "A feeder is switched off", entities:
                [("host.name", "feeder-1"), ("user.name", "root"), ("city.service", "power"), ("city.ward", "7")]));
        var incident = (await host.Get<IncidentReader>().ListAsync(new(), Reach.WholeCity, null, 2, CancellationToken.None)).Incidents.Single().Id;
        await using var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/incidents");
        await visit.SignInAsync("meera", DeskHost.Password);
        await visit.OpenAsync($"/incidents/{incident}");
        await visit.Page.Locator("#new-note").FillAsync("Our pumps run by hand.");
        await visit.Page.Locator("form.field button").ClickAsync();
        await visit.Page.Locator(".timeline .text", new() { HasText = "Our pumps run by hand." }).WaitForAsync();

        await visit.Page.Locator("#new-status").SelectOptionAsync("closed");
        await visit.Page.Locator("#why").FillAsync("Ours is well.");
        await visit.Page.Locator("form.line button").ClickAsync();
        await visit.Page.Locator("main .notice").Nth(1).WaitForAsync();

        Assert.Equal(0, await visit.Page.GetByText("feeder").CountAsync());
        await visit.CheckAsync("respond-incident-partly-outside");
        Assert.Equal(IncidentStatus.Open, (await host.Get<IncidentReader>().FindAsync(incident, Reach.WholeCity, CancellationToken.None))!.Incident.Status);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static async Task<IncidentId> PlayAsync(DeskHost host)
    {
        var start = Now.AddHours(-2);
        await host.OfferAsync(
            Some.Alert(1, at: start, title: "Scan of a camera subnet", entities: [("source.ip", "203.0.113.9"), ("destination.ip", "10.20.1.7")]),
            Some.Alert(2, AlertSeverity.Critical, start.AddMinutes(4), "Telnet sign-in with a camera's default name", entities:
                [("source.ip", "203.0.113.9"), ("destination.ip", "10.20.1.7"), ("host.name", "cam-0107"), ("user.name", "root")]),
            Some.Alert(3, at: start.AddMinutes(9), title: "New outbound talker in the camera subnet", entities:
                [("source.ip", "10.20.1.7"), ("destination.ip", "198.51.100.20")]),
            Some.Alert(4, AlertSeverity.Critical, start.AddMinutes(14), "Write to a signal controller from an unknown host", entities:
                [("source.ip", "10.20.1.7"), ("destination.ip", "10.40.0.7"), ("host.name", "sig-007")]),
            Some.Alert(5, at: start.AddMinutes(20), title: "Many failed ssh passwords, then one right", entities: [("host.name", "portal-1"), ("user.name", "deploy")]));
        var attack = (await host.Get<IncidentReader>().ListAsync(new() { Text = "cam-0107" }, Reach.WholeCity, null, 1, CancellationToken.None)).Incidents[0].Id;
        var actions = host.Get<IncidentActions>();
        await actions.SetStatusAsync(attack, IncidentStatus.InProgress, "taken over from the night shift", null, Some.Person("ravi"), CancellationToken.None);
        await actions.AddNoteAsync(attack, "Camera 107 pulled from the switch.\nTraffic control room informed.", Some.Person("ravi"), CancellationToken.None);
        return attack;
    }

    private async Task<Visit> SignInAsync(DeskHost host, string look)
    {
        var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/incidents");
        await visit.SignInAsync(DeskHost.Person, DeskHost.Password);
        return visit;
    }

    private static async Task Drawn(Visit visit, string path, string expected, string picture)
    {
        await visit.OpenAsync("/" + path);
        await visit.Page.Locator($"main {expected}").First.WaitForAsync();
        await visit.CheckAsync("respond-" + picture);
    }

    private static ILocator Button(Visit visit, string words) =>
        visit.Page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).First;
}
