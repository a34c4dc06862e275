using System.Text.RegularExpressions;
using Kotwal.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

namespace Kotwal.Watch.Tests.Pages;

/// <summary>What an analyst does all day on the Events page, with hand and keyboard.</summary>
public sealed class EventsPageTests(Chromium chromium)
{
    [Fact]
    public async Task Values_of_a_field_are_counted_and_narrow_the_search_both_ways()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/events?range=all");

        await visit.Page.Locator(".fields a.name", new() { HasText = "user.name" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".values li")).ToHaveTextAsync([new Regex("(asha|root)\\s+80"), new Regex("(asha|root)\\s+80")]);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Only user.name root" }).First.ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#hunt")).ToHaveValueAsync("user.name:\"root\"");
        await Assertions.Expect(visit.Page.Locator(".values li")).ToHaveCountAsync(1);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Without user.name root" }).First.ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#hunt")).ToHaveValueAsync("NOT user.name:\"root\"");
        await Assertions.Expect(visit.Page.Locator(".values li")).ToHaveTextAsync([new Regex("asha")]);
    }

    [Fact]
    public async Task A_stretch_of_time_is_dragged_over_the_bars()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/events");
        var bars = visit.Page.Locator(".histogram svg");
        var box = (await bars.BoundingBoxAsync())!;

        await visit.Page.Mouse.MoveAsync(box.X + (box.Width * 0.6f), box.Y + 40);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Locator(".bar.chosen").WaitForAsync();
        await visit.Page.Mouse.MoveAsync(box.X + (box.Width * 0.8f), box.Y + 40);
        await Assertions.Expect(visit.Page.Locator(".bar.chosen").Nth(5)).ToBeAttachedAsync();
        await visit.Page.Mouse.UpAsync();

        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("range=custom&from=.*&to="));
    }

    [Fact]
    public async Task A_stretch_of_time_is_chosen_with_the_keyboard()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/events");

        await visit.Page.GetByRole(AriaRole.Slider).FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await visit.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await Assertions.Expect(visit.Page.Locator(".bar.chosen")).ToHaveCountAsync(3);
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("range=custom&from=.*&to="));
    }

    [Fact]
    public async Task An_event_is_opened_in_the_list_and_leads_to_what_happened_around_it()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/events?range=all&q=user.name%3Aroot&col=source.ip");

        await visit.Page.Locator(".opener a").First.ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("event=[0-9a-f-]{36}"));
        await visit.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Same host: cam-") }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#hunt")).ToHaveValueAsync(new Regex("^host.name:\"cam-"));
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("range=custom.*col=source.ip.*event="));
        await visit.Page.Locator("tr.selected").WaitForAsync();
    }

    [Fact]
    public async Task A_row_of_a_table_leads_to_its_events()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/events?range=all&q=%7C%20summarize%20n%20%3D%20count()%20by%20user.name%20%7C%20where%20user.name%20%3D%3D%20'asha'");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Show the events of this row" }).First.ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#hunt")).ToHaveValueAsync("user.name:\"asha\"");
        await Assertions.Expect(visit.Page.Locator(".data-table .flow").First).ToContainTextAsync("asha");
    }

    [Fact]
    public async Task A_name_is_completed_with_the_keyboard_and_a_wrong_one_is_mended()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/events?range=all");
        var hunt = visit.Page.Locator("#hunt");

        await hunt.PressSequentiallyAsync("user.nam");
        await visit.Page.Locator("#hunt-offer-0", new() { HasText = "user.name" }).WaitForAsync();
        await visit.CheckAsync("watch-events-offers");
        await hunt.PressAsync("ArrowDown");
        await hunt.PressAsync("Enter");
        await Assertions.Expect(hunt).ToHaveValueAsync("user.name:");
        await hunt.FillAsync("user.name:root | sumarize count() by host.name ");
        await visit.Page.Locator(".pointer mark", new() { HasText = "sumarize" }).WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use summarize" }).ClickAsync();

        await Assertions.Expect(hunt).ToHaveValueAsync("user.name:root | summarize count() by host.name ");
        await Assertions.Expect(visit.Page.Locator(".pointer")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_hunt_is_saved_and_stands_on_the_shelf_beside_what_was_asked()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/events?range=all&q=user.name%3Aroot");

        await visit.Page.Locator("summary", new() { HasText = "Save" }).Last.ClickAsync();
        await visit.Page.Locator("#hunt-name").FillAsync("Root at night");
        await visit.CheckAsync("watch-events-save");
        await visit.Page.Locator(".save button[type=submit]").ClickAsync();
        await visit.Page.GetByText("Saved.", new() { Exact = true }).WaitForAsync();
        await visit.OpenAsync("/events");
        await visit.Page.Locator("summary", new() { HasText = "History" }).ClickAsync();
        await visit.Page.Locator(".drop[open] a", new() { HasText = "user.name:root" }).WaitForAsync();
        await visit.CheckAsync("watch-events-history");
        await visit.Page.Locator("summary", new() { HasText = "Saved hunts" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Root at night" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#hunt")).ToHaveValueAsync("user.name:root");
    }

    private static async Task<DeskHost> StartAsync()
    {
        var host = new DeskHost();
        await host.InitializeAsync();
        await Scene.TellAsync(host, TimeProvider.System.GetUtcNow(), 320);
        return host;
    }

    private async Task<Visit> VisitAsync(DeskHost host, string path)
    {
        var visit = await chromium.VisitAsync(host.Address, Look.Desk);
        await visit.Page.GotoAsync("/");
        await visit.SignInAsync(DeskHost.Person, DeskHost.Password);
        await visit.OpenAsync(path);
        await visit.Page.Locator(".data-table tbody tr").First.WaitForAsync();
        return visit;
    }
}
