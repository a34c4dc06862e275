using Kotwal.City.Access;
using Kotwal.Console.Tests.Host;
using Kotwal.EndToEnd.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Kotwal.Console.Tests;

public sealed class PagesTests(Chromium chromium, PersonHost person) : IClassFixture<PersonHost>
{
    public static TheoryData<string> Looks => Look.All;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task The_setup_page_makes_the_administrator_and_opens_the_console(string look)
    {
        await using var host = await ConsoleHost.StartAsync();
        var token = await host.Get<SetupLink>().OpenAsync(TestContext.Current.CancellationToken);
        await using var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/setup?token=" + token);
        await visit.CheckAsync("setup");

        await visit.Page.Locator("#name").FillAsync("asha");
        await visit.Page.Locator("#password").FillAsync(Some.Password);
        await visit.Page.Locator("#again").FillAsync(Some.Password);
        await visit.Page.Locator("button[type=submit]").ClickAsync();
        await visit.LiveAsync();

        Assert.Equal("/", new Uri(visit.Page.Url).AbsolutePath);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task The_sign_in_page_says_what_was_wrong(string look)
    {
        await using var visit = await chromium.VisitAsync(person.Host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/slow");
        await visit.CheckAsync("sign-in");

        await visit.Page.Locator("#name").FillAsync(ConsoleHost.Person);
        await visit.Page.Locator("#password").FillAsync("not the password");
        await visit.Page.Locator("button[type=submit]").ClickAsync();
        await visit.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert).WaitForAsync();
        await visit.CheckAsync("sign-in-refused");
        await visit.SignInAsync(ConsoleHost.Person, Some.Password);

        Assert.Equal("/slow", new Uri(visit.Page.Url).AbsolutePath);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task The_kit_is_drawn_and_live(string look)
    {
        await using var visit = await chromium.VisitAsync(person.Host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/");
        await visit.SignInAsync(ConsoleHost.Person, Some.Password);
        await visit.Page.GetByText("Clicked 0 times").ClickAsync();
        await visit.Page.GetByText("Clicked 1 times").WaitForAsync();

        await visit.CheckAsync("gallery");
    }
}
