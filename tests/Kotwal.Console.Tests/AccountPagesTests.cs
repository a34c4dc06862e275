using Kotwal.Console.Tests.Host;
using Kotwal.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

namespace Kotwal.Console.Tests;

public sealed class AccountPagesTests(Chromium chromium, PersonHost person) : IClassFixture<PersonHost>
{
    public static TheoryData<string> Looks => Look.All;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task The_account_page_shows_sessions_factors_and_their_steps(string look)
    {
        using var elsewhere = new Browserless(person.Host);
        await elsewhere.SignInAsync();
        await using var visit = await chromium.VisitAsync(person.Host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/slow");
        await visit.SignInAsync(ConsoleHost.Person, Some.Password);

        await visit.Page.GotoAsync("/account");
        await visit.CheckAsync("account");
        await visit.Page.GotoAsync("/account/password");
        await visit.CheckAsync("account-password");
        await visit.Page.GotoAsync("/account/passkeys");
        await visit.CheckAsync("account-add-passkey");
        await visit.Page.GotoAsync("/account/second-factor");
        await visit.Page.Locator("#password").FillAsync(Some.Password);
        await visit.Page.Locator("button[type=submit]").ClickAsync();
        await visit.Page.Locator("svg.qr").WaitForAsync();
        await visit.Page.Locator("details summary").ClickAsync();
        await visit.CheckAsync("account-second-factor");
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Setting_an_app_up_shows_recovery_codes_and_signing_in_asks_for_one(string look)
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        await using var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/slow");
        await visit.SignInAsync(ConsoleHost.Person, Some.Password);
        await visit.Page.GotoAsync("/account/second-factor");
        await visit.Page.Locator("#password").FillAsync(Some.Password);
        await visit.Page.Locator("button[type=submit]").ClickAsync();
        await visit.Page.Locator("svg.qr").WaitForAsync();

        var phone = PhoneApp.Scan(await visit.Page.ContentAsync(), TimeProvider.System);
        await visit.Page.Locator("#code").FillAsync(phone.Code());
        await visit.Page.Locator("button[type=submit]").ClickAsync();
        await visit.Page.Locator(".codes li").First.WaitForAsync();
        var code = await visit.Page.Locator(".codes li").First.TextContentAsync();
        await visit.CheckAsync("recovery-codes");
        await visit.Page.Locator("a.button").ClickAsync();
        await visit.CheckAsync("account-with-app");
        await visit.Page.Context.ClearCookiesAsync();
        await visit.Page.GotoAsync("/slow");
        await visit.Page.Locator("#name").FillAsync(ConsoleHost.Person);
        await visit.Page.Locator("#password").FillAsync(Some.Password);
        await visit.Page.Locator("button[type=submit]").ClickAsync();
        await visit.Page.Locator("#code").FillAsync("000 000");
        await visit.Page.Locator("button[type=submit]").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        await visit.CheckAsync("sign-in-code-refused");
        await visit.Page.Locator("#code").FillAsync(code!);
        await visit.Page.Locator("button[type=submit]").ClickAsync();
        await visit.LiveAsync();

        Assert.Equal("/slow", new Uri(visit.Page.Url).AbsolutePath);
    }

    [Fact]
    public async Task Another_session_is_ended_on_the_page()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var elsewhere = new Browserless(host);
        await elsewhere.SignInAsync();
        await using var visit = await chromium.VisitAsync(host.Address);
        await visit.Page.GotoAsync("/slow");
        await visit.SignInAsync(ConsoleHost.Person, Some.Password);
        await visit.Page.Locator("details.menu summary", new() { HasText = ConsoleHost.Person }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "My account" }).ClickAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();
        await visit.Page.GetByText("The session was ended.").WaitForAsync();

        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await elsewhere.GetAsync("/slow")).StatusCode);
        Assert.Equal(1, await visit.Page.Locator("tbody tr").CountAsync());
    }
}
