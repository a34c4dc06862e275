using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.Watch.Tests.Map;
using Microsoft.Playwright;

namespace Kotwal.Watch.Tests.Pages;

public sealed class DashboardsPageTests(Chromium chromium)
{
    public static TheoryData<string> Looks { get; } = new(Look.Desk.Name, Look.PhoneAtNight.Name, Look.Hindi.Name);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_dashboard_that_ships_is_drawn_over_a_real_lake(string look)
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/dashboards", look);

        foreach (var id in new[] { "overview", "network", "identity", "ot", "sources" })
        {
            await visit.OpenAsync($"/dashboards?show={id}");
            await visit.Page.Locator(".tile-view").First.WaitForAsync();
            await visit.FilledAsync();
            await Assertions.Expect(visit.Page.Locator(".tile-view .face.loading")).ToHaveCountAsync(0);
            Assert.Equal(0, await visit.Page.Locator(".tile-view .face.failed").CountAsync());
            await visit.CheckAsync("watch-dashboard-" + id);
        }

        Assert.Equal(0, await visit.Page.GetByText("Unknown").CountAsync());
    }

    [Fact]
    public async Task The_wall_fills_the_screen_and_does_not_scroll()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/dashboards?show=identity&wall=1", Look.Desk.Name);

        await Assertions.Expect(visit.Page.Locator(".wall .figure")).ToHaveCountAsync(4);
        await Assertions.Expect(visit.Page.Locator(".wall .face.loading")).ToHaveCountAsync(0);

        var box = (await visit.Page.Locator(".wall").BoundingBoxAsync())!;
        Assert.Equal((0, 0, 1440, 900), (box.X, box.Y, box.Width, box.Height));
        Assert.True(await visit.Page.EvaluateAsync<bool>("[...document.querySelectorAll('.wall, .wall .grid')].every(e => e.scrollHeight <= e.clientHeight + 1)"));
        await visit.CheckAsync("watch-wall");
        await visit.OpenAsync("/dashboards?show=overview&wall=1");
        await Assertions.Expect(visit.Page.Locator(".wall .figure")).ToHaveCountAsync(4);
        await visit.Page.Locator(".wall .city-map").WaitForAsync();
        await Assertions.Expect(visit.Page.Locator(".wall .face.loading")).ToHaveCountAsync(0);
        await visit.CheckAsync("watch-wall-overview");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Leave full screen" }).ClickAsync();
        await visit.Page.Locator(".tabs").WaitForAsync();
    }

    [Fact]
    public async Task A_hunt_is_pinned_and_the_tile_is_taken_away_again()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/events?range=all&q=user.name%3Aroot", Look.Desk.Name);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Pin to a dashboard" }).ClickAsync();
        await visit.Page.Locator("#pin-title").FillAsync("Roots");
        await visit.Page.Locator("#pin-name").FillAsync("My night");
        await visit.CheckAsync("watch-pin");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Pin", Exact = true }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".figure")).ToHaveTextAsync("80");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await visit.CheckAsync("watch-dashboard-edit");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Take the tile away" }).ClickAsync();
        await visit.Page.GetByText("No tiles yet.").WaitForAsync();
    }

    private static async Task<DeskHost> StartAsync()
    {
        var host = new DeskHost { Plan = TwoWards.Plan };
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
