using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.Events.Alerts;
using Kotwal.Watch.Tests.Map;
using Microsoft.Playwright;

namespace Kotwal.Watch.Tests.Pages;

public sealed class MapPageTests(Chromium chromium)
{
    public static TheoryData<string> Looks => Look.All;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_chosen_ward_is_drawn_in_every_look(string look)
    {
        await using var host = await StartAsync();
        await host.OfferAsync(Alert(1, "plc-1"), Alert(2, "cam-1"));
        await using var visit = await VisitAsync(host, "/map?ward=west", look);

        await visit.Page.Locator(".panel .alerts a").WaitForAsync();

        await visit.CheckAsync("watch-map");
    }

    [Fact]
    public async Task A_ward_is_chosen_with_the_keyboard_and_tells_what_is_in_it()
    {
        await using var host = await StartAsync();
        await host.OfferAsync(Alert(1, "plc-1"));
        await using var visit = await VisitAsync(host, "/map");

        await Ward(visit, "The west: 1 open, gravest High").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.WaitForURLAsync("**/map?ward=west");
        await Assertions.Expect(visit.Page.Locator(".panel", new() { HasText = "Events of this ward" })).ToContainTextAsync("PLCs");
        await Assertions.Expect(visit.Page.Locator(".panel .alerts a")).ToHaveTextAsync("Something is wrong");
    }

    [Fact]
    public async Task The_map_hears_of_a_new_alert_without_a_reload()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/map?ward=east");
        await Ward(visit, "The east: no open alerts").WaitForAsync();

        await host.OfferAsync(Alert(1, "cam-1"));

        await Ward(visit, "The east: 1 open, gravest High").WaitForAsync();
    }

    [Fact]
    public async Task The_events_of_a_ward_are_a_hunt_that_the_lake_answers()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/map?ward=east");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Events of this ward" }).ClickAsync();

        await visit.Page.Locator("main .none").WaitForAsync();
        await Assertions.Expect(visit.Page.Locator("#hunt")).ToHaveValueAsync(
            "city.ward:\"east\" OR city.source.ward:\"east\" OR city.destination.ward:\"east\"");
    }

    [Fact]
    public async Task A_ward_that_does_not_exist_is_said_to_be_none()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/map?ward=nowhere");

        await Assertions.Expect(visit.Page.Locator("main .notice")).ToContainTextAsync("nowhere");
    }

    private static Alert Alert(int number, string host) =>
        Some.Alert(number, at: TimeProvider.System.GetUtcNow(), entities: ("host.name", host));

    private static async Task<DeskHost> StartAsync()
    {
        var host = new DeskHost { Plan = TwoWards.Plan };
        await host.InitializeAsync();
        return host;
    }

    private async Task<Visit> VisitAsync(DeskHost host, string path, string look = "light")
    {
        var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/");
        await visit.SignInAsync(DeskHost.Person, DeskHost.Password);
        await visit.OpenAsync(path);
        return visit;
    }

    private static ILocator Ward(Visit visit, string name) =>
        visit.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });
}
