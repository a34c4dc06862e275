using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.Watch.Tests.Map;
using Microsoft.Playwright;

namespace Kotwal.Watch.Tests.Pages;

/// <summary>What <c>render</c> draws.</summary>
public sealed class ChartsPageTests(Chromium chromium)
{
    private static readonly (string Kind, string Hunt, string Drawn)[] Charts =
    [
        ("timechart", "summarize n = count() by event.outcome, bin(@timestamp, 5m) | render timechart with (title = 'Outcomes')", ".xy-chart polyline.line"),
        ("areachart", "summarize n = count() by bin(@timestamp, 5m) | render areachart", ".xy-chart polygon.area"),
        ("columnchart", "summarize n = count() by host.name, event.outcome | render columnchart", ".xy-chart g.series rect"),
        ("barchart", "summarize n = count() by host.name | render barchart", ".bar-chart li"),
        ("piechart", "summarize n = count() by host.name | render piechart", ".pie-chart path"),
        ("scatterchart", "summarize n = count(), d = dcount(user.name) by bin(@timestamp, 5m) | project n, d | render scatterchart", ".xy-chart path.dots"),
        ("card", "summarize events = count(), people = dcount(user.name) | render card", ".cards dd"),
    ];

    public static TheoryData<string> Looks { get; } = new(Look.Desk.Name, Look.Night.Name, Look.PhoneAtNight.Name, Look.Hindi.Name);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_kind_is_drawn_above_its_rows(string look)
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, look);
        foreach (var (kind, hunt, drawn) in Charts)
        {
            await visit.OpenAsync("/events?range=24h&q=" + Uri.EscapeDataString("| " + hunt));
            await visit.Page.Locator(drawn).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await visit.FilledAsync();
            await visit.CheckAsync("watch-render-" + kind);
        }

        await visit.OpenAsync("/events?range=24h&q=" + Uri.EscapeDataString("| summarize n = count() by host.name | render table"));
        await visit.Page.Locator(".found tbody tr").First.WaitForAsync();
        Assert.Equal(0, await visit.Page.Locator(".xy-chart, .pie-chart").CountAsync());
    }

    [Fact]
    public async Task A_hunt_that_renders_is_pinned_as_the_chart_that_it_says()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, Look.Desk.Name);
        await visit.OpenAsync("/events?range=24h&q=" + Uri.EscapeDataString(Charts[0].Hunt.Insert(0, "| ")));
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Pin to a dashboard" }).ClickAsync();
        await visit.Page.Locator("#pin-title").FillAsync("Outcomes");
        await visit.Page.Locator("#pin-name").FillAsync("Charts");
        await Assertions.Expect(visit.Page.Locator("#pin-kind")).ToHaveValueAsync("Chart");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Pin", Exact = true }).ClickAsync();

        await visit.Page.Locator(".tile-view .xy-chart polyline.line").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await visit.Page.Locator(".tile-view summary").ClickAsync();
        await visit.Page.Locator(".tile-view tbody tr").First.WaitForAsync();
        await visit.CheckAsync("watch-dashboard-chart");
    }

    private static async Task<DeskHost> StartAsync()
    {
        var host = new DeskHost { Plan = TwoWards.Plan };
        await host.InitializeAsync();
        await Scene.PlayAsync(host, TimeProvider.System.GetUtcNow());
        return host;
    }

    private async Task<Visit> VisitAsync(DeskHost host, string look)
    {
        var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/");
        await visit.SignInAsync(DeskHost.Person, DeskHost.Password);
        return visit;
    }
}
