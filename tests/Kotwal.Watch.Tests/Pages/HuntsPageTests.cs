using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.Watch.Schedules;
using Microsoft.Playwright;

namespace Kotwal.Watch.Tests.Pages;

/// <summary>Timelines, and hunts that run by themselves, over a real lake.</summary>
public sealed class HuntsPageTests(Chromium chromium)
{
    public static TheoryData<string> Looks { get; } = new(Look.Night.Name, Look.Phone.Name, Look.Hindi.Name);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_timeline_has_the_alerts_between_the_events(string look)
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/timeline?kind=user&value=root&range=24h", look);

        await Assertions.Expect(visit.Page.Locator(".timeline li:not(.alert)")).ToHaveCountAsync(80);
        await visit.Page.Locator(".timeline li.alert").First.WaitForAsync();
        await visit.CheckAsync("watch-timeline");
    }

    [Fact]
    public async Task A_saved_hunt_is_let_run_and_its_alert_is_found_from_the_run()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/events?range=all&q=user.name%3Aroot", Look.Desk.Name);
        await visit.Page.Locator("summary", new() { HasText = "Save" }).Last.ClickAsync();
        await visit.Page.Locator("#hunt-name").FillAsync("Root at night");
        await visit.Page.Locator(".save button[type=submit]").ClickAsync();
        await visit.Page.GetByText("Saved.", new() { Exact = true }).WaitForAsync();
        await visit.OpenAsync("/hunts");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Root at night" }).ClickAsync();

        // There before it is let run, since the host's own clock may begin the first run at any moment after that.
        await Scene.TellAsync(host, TimeProvider.System.GetUtcNow().AddMinutes(5), 8, from: 320);
        await visit.Page.Locator("#every").FillAsync("1");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Let it run" }).ClickAsync();
        await visit.Page.Locator(".tag", new() { HasText = "every 1 min" }).WaitForAsync();

        await host.Get<HuntScheduler>().RunDueAsync(TestContext.Current.CancellationToken);

        await visit.Page.Locator("tr.detail tbody tr").First.WaitForAsync();
        await visit.CheckAsync("watch-hunts");
        await visit.Page.Locator("tr.detail tbody a").First.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Root at night" }).First.WaitForAsync();
    }

    private static async Task<DeskHost> StartAsync()
    {
        var host = new DeskHost();
        await host.InitializeAsync();
        await Scene.PlayAsync(host, TimeProvider.System.GetUtcNow());
        return host;
    }

    private async Task<Visit> VisitAsync(DeskHost host, string path, string look)
    {
        var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/");
        await visit.SignInAsync(DeskHost.Person, DeskHost.Password);
        await visit.OpenAsync(path);
        return visit;
    }
}
