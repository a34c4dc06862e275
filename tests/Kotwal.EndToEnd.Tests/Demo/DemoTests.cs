using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.Testing;
using Microsoft.Playwright;

namespace Kotwal.EndToEnd.Tests.Demo;

/// <summary>What the README promises of its first command.</summary>
public sealed class DemoTests(LivingCity city) : IClassFixture<LivingCity>
{
    private const long MaxMemoryBytes = 600L * 1024 * 1024;

    // The steps of the attack, as the rules that ship name them.
    private static readonly string[] Story =
    [
        "Public Wi-Fi gateway sweeps city devices",
        "Telnet session on a city device",
        "City device talks to the internet",
        "Guessed password over SSH was accepted",
        "Modbus write to a controller from a wrong host",
        "Signal goes into flash after a write from a wrong host",
    ];

    [Fact]
    public async Task The_attack_is_noticed_step_by_step_and_becomes_an_incident()
    {
        await Until.TrueAsync(async () => (await TitlesAsync()).IsSupersetOf(Story), TimeSpan.FromMinutes(4), () => city.Output);

        var incidents = await city.ReadAsync("incidents");
        Assert.NotEqual(0, incidents.GetProperty("incidents").GetArrayLength());
        Assert.InRange(city.MemoryBytes, 1, MaxMemoryBytes);
    }

    [Fact]
    public async Task The_overview_changes_without_reloading()
    {
        await using var visit = await city.EnterAsync(Look.Desk);
        await visit.OpenAsync("/");
        await visit.FilledAsync();
        var received = visit.Page.Locator("main table").Last;
        var before = await received.InnerTextAsync();

        await Assertions.Expect(received).Not.ToHaveTextAsync(before, new() { Timeout = 30_000, UseInnerText = true });
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task The_map_shows_which_ward_the_attack_has_reached(string look)
    {
        await using var visit = await city.EnterAsync(Look.Named(look));
        await visit.OpenAsync("/map");
        await visit.FilledAsync();

        var attacked = visit.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Old Bazaar: [1-9][0-9]* open, gravest ") });
        await attacked.WaitForAsync(new() { Timeout = 240_000 });
        await visit.CheckAsync("map");
        await attacked.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.WaitForURLAsync("**/map?ward=w02");
        var panel = visit.Page.Locator(".panel", new() { HasText = "Events of this ward" });
        await Assertions.Expect(panel.Locator("h2")).ToHaveTextAsync("Old Bazaar");
        await Assertions.Expect(panel.Locator(".bar-chart")).ToContainTextAsync("Cameras");
        await Assertions.Expect(panel.Locator(".alerts a").First).ToBeVisibleAsync();
        await visit.CheckAsync("map-ward");
    }

    private async Task<HashSet<string>> TitlesAsync() =>
    [
        .. (await city.ReadAsync("alerts?take=500")).GetProperty("alerts").EnumerateArray()
            .Select(alert => alert.GetProperty("title").GetString()!),
    ];
}
