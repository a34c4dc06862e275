using Kotwal.City.Work;
using Kotwal.Console.Tests.Host;
using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.Testing;
using Microsoft.Playwright;

namespace Kotwal.Console.Tests;

public sealed class ShellTests(Chromium chromium) : IAsyncLifetime
{
    private ConsoleHost host = null!;

    public async ValueTask InitializeAsync() => host = await (await ConsoleHost.StartAsync()).WithPersonAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_choice_of_theme_is_kept_without_a_reload()
    {
        await using var visit = await EnterAsync();
        await visit.Page.GetByText("Clicked 0 times").ClickAsync();
        await visit.Page.GetByText("Clicked 1 times").WaitForAsync();

        await visit.Page.GetByLabel("Theme", new() { Exact = true }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        var dark = await GroundAsync(visit);
        await visit.Page.GetByText("Clicked 1 times").WaitForAsync();
        await visit.OpenAsync("/slow");

        Assert.Equal("rgb(12, 18, 25)", dark);
        Assert.Equal(dark, await GroundAsync(visit));
    }

    [Fact]
    public async Task The_choice_of_language_reaches_live_pages_too()
    {
        await using var visit = await EnterAsync();

        await visit.Page.GetByLabel("Language", new() { Exact = true }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "हिन्दी" }).ClickAsync();
        await visit.Page.Locator("html[lang=hi] .shell[data-live]").WaitForAsync();

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "लाइव पृष्ठ" }).WaitForAsync();
        await visit.CheckAsync("gallery-chosen-hindi");
    }

    [Fact]
    public async Task A_live_page_reads_again_when_something_it_shows_changes()
    {
        await using var visit = await EnterAsync("/slow");
        await visit.Page.Locator("#readings", new() { HasText = "1" }).WaitForAsync();

        host.Get<CityFeed>().Publish(CityTopic.Alerts);

        await visit.Page.Locator("#readings", new() { HasText = "2" }).WaitForAsync();
        await visit.CheckAsync("live");
    }

    [Fact]
    public async Task A_page_that_fails_says_so_and_leaves_the_shell_working()
    {
        await using var visit = await EnterAsync("/faulty");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Fail" }).ClickAsync();
        await visit.Page.GetByText("This page failed").First.WaitForAsync();
        await visit.CheckAsync("page-failed");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Live page" }).ClickAsync();

        await visit.Page.Locator("#readings").WaitForAsync();
    }

    [Fact]
    public async Task A_lost_connection_is_told()
    {
        await using var visit = await EnterAsync("/slow");
        await host.DisposeAsync();

        await visit.Page.Locator("#components-reconnect-modal .trying, #components-reconnect-modal .failed").First.WaitForAsync();
        await visit.Page.ScreenshotAsync(new() { Path = Screenshots.PathOf("connection-lost-light") });
        host = await ConsoleHost.StartAsync();
    }

    [Fact]
    public async Task The_keyboard_reaches_content_menus_and_the_way_out()
    {
        await using var visit = await EnterAsync("/slow");

        // A page takes the focus to its heading when it was navigated to, which may be a moment after it is live.
        await Until.TrueAsync(async () =>
        {
            await visit.OpenAsync("/slow");
            await visit.Page.Keyboard.PressAsync("Tab");
            return await FocusAsync(visit) == "Skip to content";
        });
        await visit.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await visit.Page.EvaluateAsync<string>("document.activeElement.id"));

        await visit.Page.Locator("details.menu summary", new() { HasText = ConsoleHost.Person }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        var wayOut = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" });
        await wayOut.WaitForAsync();
        await visit.CheckAsync("menu-open");
        await visit.Page.Keyboard.PressAsync("Escape");
        await wayOut.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.Contains(ConsoleHost.Person, await FocusAsync(visit), StringComparison.Ordinal);

        await visit.Page.Keyboard.PressAsync("Enter");
        await wayOut.WaitForAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "My account" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(wayOut).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/sign-in");
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("phone-dark")]
    public async Task On_a_phone_the_navigation_opens_and_closes(string look)
    {
        await using var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/slow");
        await visit.SignInAsync(ConsoleHost.Person, Some.Password);
        var link = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Gallery" });
        Assert.False(await link.IsVisibleAsync());

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await link.WaitForAsync();
        await visit.CheckAsync("navigation");
        await link.ClickAsync();

        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Kit gallery" }).WaitForAsync();
        await link.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    [Fact]
    public async Task No_page_is_wider_than_a_phone()
    {
        await using var visit = await chromium.VisitAsync(host.Address, Look.Phone with { Width = 320 });
        await visit.Page.GotoAsync("/");
        await visit.SignInAsync(ConsoleHost.Person, Some.Password);

        Assert.Equal(320, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private async Task<Visit> EnterAsync(string path = "/")
    {
        var visit = await chromium.VisitAsync(host.Address);
        await visit.Page.GotoAsync(path);
        await visit.SignInAsync(ConsoleHost.Person, Some.Password);
        return visit;
    }

    private static Task<string> GroundAsync(Visit visit) =>
        visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    private static Task<string> FocusAsync(Visit visit) => visit.Page.EvaluateAsync<string>("document.activeElement.textContent.trim()");
}
