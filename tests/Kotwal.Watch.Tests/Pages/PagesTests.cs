using System.Text.RegularExpressions;
using Kotwal.City.Access;
using Kotwal.City.Work;
using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.Watch.Alerts;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Kotwal.Watch.Tests.Pages;

public sealed class PagesTests(Chromium chromium)
{
    // Each of light, dark, wide, narrow and Hindi once.
    public static TheoryData<string> Looks { get; } = new(Look.Desk.Name, Look.PhoneAtNight.Name, Look.Hindi.Name);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_of_a_busy_evening_is_drawn(string look)
    {
        await using var host = await StartAsync();
        await Scene.PlayAsync(host, TimeProvider.System.GetUtcNow());
        await using var visit = await SignInAsync(host, look);
        var alert = (await NewestAsync(host)).Id;

        await Drawn(visit, "", ".tile", "overview");
        await Drawn(visit, "alerts", ".data-table tbody tr", "alerts");
        await Drawn(visit, $"alerts/{alert}", "pre", "alert");
        await Drawn(visit, "events", ".data-table tbody tr", "events");
        await Drawn(visit, "events?q=nonsense.field%3A1%20%7C%20sumarize%20n%20%3D%20count()", ".error", "events-wrong");
        await Drawn(visit, "events?range=all&q=%7C%20summarize%20n%20%3D%20count()%20by%20host.name%20%7C%20top%2010%20by%20n", ".data-table td.number", "events-table");
        await Drawn(visit, "events?range=all&field=user.name&col=host.name&col=event.action&col=source.ip", ".values li", "events-fields");
        await visit.Page.Locator(".opener a").First.ClickAsync();
        await visit.Page.Locator("tr.detail dl").First.WaitForAsync();
        await visit.CheckAsync("watch-events-open");
        await visit.OpenAsync("/events");
        await visit.Page.Locator(".data-table td:nth-child(2) a").First.ClickAsync();
        await visit.Page.Locator("dl").First.WaitForAsync();
        await visit.CheckAsync("event");
        await Drawn(visit, "rules", ".data-table tbody tr", "rules");
        await Drawn(visit, "rules/rule-0", "pre", "rule");
        await Drawn(visit, "sources", ".data-table tbody tr", "sources");
    }

    [Fact]
    public async Task Every_page_of_a_city_that_is_silent_says_so()
    {
        await using var host = await StartAsync();
        await using var visit = await SignInAsync(host, Look.Desk.Name);

        await Drawn(visit, "", ".tile", "overview-empty");
        foreach (var page in new[] { "map", "alerts", $"alerts/{Guid.Empty}", $"events/{Guid.Empty}", "rules", "sources" })
        {
            await Drawn(visit, page, ".face.empty", page.Split('/')[0] + (page.Contains('/') ? "-one" : "") + "-empty");
        }

        await Drawn(visit, "events", ".none", "events-empty");

        // Last, because the browser rightly complains of its 404.
        await visit.OpenAsync("/rules/none");
        await visit.Page.Locator("main .face.empty").First.WaitForAsync();
    }

    [Fact]
    public async Task An_alert_is_acknowledged_escalated_and_closed_by_hand()
    {
        await using var host = await StartAsync();
        await Scene.PlayAsync(host, TimeProvider.System.GetUtcNow());
        await using var visit = await SignInAsync(host, Look.Desk.Name);
        var alert = (await NewestAsync(host)).Id;

        await visit.OpenAsync($"/alerts/{alert}");
        await Button(visit, "Acknowledge").ClickAsync();
        await visit.Page.Locator(".tag", new() { HasText = "Acknowledged" }).WaitForAsync();
        await Button(visit, "Close").ClickAsync();
        await visit.Page.Locator("#reason").SelectOptionAsync("FalsePositive");
        await visit.Page.Locator("#note").FillAsync("our own test");
        await visit.CheckAsync("alert-closing");
        await visit.Page.Locator("main form button[type=submit]").ClickAsync();
        await Button(visit, "Reopen").WaitForAsync();

        var closed = (await host.Get<AlertReader>().FindAsync(alert, Reach.WholeCity, CancellationToken.None))!;
        Assert.Equal(
            (AlertStatus.Closed, AlertCloseReason.FalsePositive, "our own test", DeskHost.Person),
            (closed.Status, closed.CloseReason, closed.Note, closed.DecidedBy));
        await Button(visit, "Escalate to incident").ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("/incidents/.+"));
        Assert.Single(host.Respond.Requests);
    }

    [Fact]
    public async Task The_lists_hear_of_a_new_alert_without_a_reload()
    {
        await using var host = await StartAsync();
        await using var visit = await SignInAsync(host, Look.Desk.Name);
        await visit.OpenAsync("/alerts");
        await visit.Page.Locator(".face.empty").WaitForAsync();

        await Scene.PlayAsync(host, TimeProvider.System.GetUtcNow());

        await visit.Page.Locator(".data-table tbody tr").First.WaitForAsync();
    }

    [Fact]
    public async Task A_live_search_shows_what_is_stored_after_it_was_asked()
    {
        await using var host = await StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        await Scene.TellAsync(host, now.AddMinutes(-30), 3);
        await using var visit = await SignInAsync(host, Look.Desk.Name);
        await visit.OpenAsync("/events");
        await Assertions.Expect(visit.Page.Locator(".data-table tbody tr")).ToHaveCountAsync(3);
        await Button(visit, "Live").ClickAsync();

        await Scene.TellAsync(host, now, 2, from: 3);
        host.Get<CityFeed>().Publish(CityTopic.Events);

        await Assertions.Expect(visit.Page.Locator(".data-table tbody tr")).ToHaveCountAsync(5);
    }

    [Fact]
    public async Task A_query_is_typed_run_and_narrowed_by_a_bar_of_the_histogram()
    {
        await using var host = await StartAsync();
        await Scene.PlayAsync(host, TimeProvider.System.GetUtcNow());
        await using var visit = await SignInAsync(host, Look.Desk.Name);
        await visit.OpenAsync("/events");

        await visit.Page.Locator("#hunt").FillAsync("user.name:asha");
        await visit.Page.Locator("#hunt").PressAsync("Enter");
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("/events[?]q="));
        await Assertions.Expect(visit.Page.Locator(".data-table tbody tr").First).ToContainTextAsync("asha");
        await visit.Page.GetByText("As a table").ClickAsync();
        await visit.Page.Locator(".twin button").First.ClickAsync();

        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("range=custom"));
        await Assertions.Expect(visit.Page.Locator("#from")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_query_is_shown_at_the_place_where_it_is_wrong()
    {
        await using var host = await StartAsync();
        await using var visit = await SignInAsync(host, Look.Desk.Name);

        await visit.OpenAsync("/events?q=error%20%7C%20where%20nofunction(host.name)");

        await Assertions.Expect(visit.Page.Locator(".pointer mark")).ToHaveTextAsync("nofunction");
    }

    [Fact]
    public async Task A_rule_is_switched_off_from_the_list()
    {
        await using var host = await StartAsync();
        await Scene.PlayAsync(host, TimeProvider.System.GetUtcNow());
        await using var visit = await SignInAsync(host, Look.Desk.Name);
        await visit.OpenAsync("/rules");

        await visit.Page.GetByRole(AriaRole.Switch).First.ClickAsync();

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Switch).First).ToHaveAttributeAsync("aria-checked", "false");
        Assert.False(host.Rules.Rules[0].IsEnabled);
    }

    private static async Task<DeskHost> StartAsync()
    {
        var host = new DeskHost();
        await host.InitializeAsync();
        return host;
    }

    private async Task<Visit> SignInAsync(DeskHost host, string look)
    {
        var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/");
        await visit.SignInAsync(DeskHost.Person, DeskHost.Password);
        return visit;
    }

    private static async Task Drawn(Visit visit, string path, string expected, string picture)
    {
        await visit.OpenAsync("/" + path);
        await visit.Page.Locator($"main {expected}").First.WaitForAsync();
        await visit.CheckAsync("watch-" + picture);
    }

    private static ILocator Button(Visit visit, string words) =>
        visit.Page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).First;

    private static async Task<AlertRow> NewestAsync(DeskHost host) =>
        (await host.Get<AlertReader>().ListAsync(new(), Reach.WholeCity, null, 1, CancellationToken.None)).Alerts[0];
}
