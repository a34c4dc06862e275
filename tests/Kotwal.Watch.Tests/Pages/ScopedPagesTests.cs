using Kotwal.City.People;
using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.Watch.Tests.Map;
using Microsoft.Playwright;

namespace Kotwal.Watch.Tests.Pages;

/// <summary>What the console shows to somebody who reaches a part of the city.</summary>
public sealed class ScopedPagesTests(Chromium chromium)
{
    public static TheoryData<string> Looks { get; } = new(Look.Desk.Name, Look.PhoneAtNight.Name);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task People_of_the_water_see_water(string look)
    {
        await using var host = new DeskHost { Plan = TwoWards.Plan };
        await host.InitializeAsync();
        await host.AdmitAsync("ravi", Roles.Analyst, new ScopeKey(ScopeKind.Service, "water"));
        var now = TimeProvider.System.GetUtcNow();
        host.Sources.Sources = [Some.Source("secret-inlet", now)];
        var pump = Some.Alert(1, at: now.AddMinutes(-2), title: "A pump is told to stop", entities: [("city.service", "water"), ("host.name", "plc-1")]);
        var camera = Some.Alert(2, at: now.AddMinutes(-1), title: "A camera is knocked at", entities: [("city.service", "cctv"), ("host.name", "cam-1")]);
        var both = Some.Alert(3, at: now.AddMinutes(-3), title: "Somebody tries both", entities: [("host.name", "cam-1"), ("host.name", "plc-1")]);
        both = both with
        {
            Events =
            [
                both.Events[0] with { Json = """{"host.name":"plc-1","city.service":"water","message":"stop"}""" },
                new(camera.Events[0].Id, """{"host.name":"cam-1","city.service":"cctv","message":"secret-camera"}"""),
            ],
        };
        await host.OfferAsync(pump, camera, both);
        await using var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/");
        await visit.SignInAsync("ravi", DeskHost.Password);

        foreach (var (path, picture) in new[] { ("", "overview"), ("alerts", "alerts"), ("map", "map") })
        {
            await visit.OpenAsync("/" + path);
            await visit.Page.GetByText(pump.RuleTitle).First.WaitForAsync();
            Assert.Equal(0, await visit.Page.GetByText(camera.RuleTitle).CountAsync());
            Assert.Equal(0, await visit.Page.GetByText("secret-inlet").CountAsync());
            Assert.Equal(0, await visit.Page.Locator("nav a[href=sources]").CountAsync());
            await visit.CheckAsync("watch-water-" + picture);
        }

        await visit.OpenAsync($"/alerts/{camera.Id}");
        await visit.Page.Locator("main .face.empty").WaitForAsync();
        await visit.OpenAsync($"/alerts/{pump.Id}");
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = pump.RuleTitle }).First.WaitForAsync();

        await visit.OpenAsync($"/alerts/{both.Id}");
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = both.RuleTitle }).First.WaitForAsync();
        await visit.Page.GetByText("outside your part of the city").WaitForAsync();
        Assert.Equal(0, await visit.Page.GetByText("cam-1").CountAsync());
        Assert.Equal(0, await visit.Page.GetByText("secret-camera").CountAsync());
        await visit.CheckAsync("watch-water-alert");
    }
}
