using System.Net;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.Console.Tests.Host;
using Kotwal.EndToEnd.Tests.Browser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Kotwal.Console.Tests.Doors;

public sealed class PasskeyTests(Chromium chromium)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_passkey_made_on_the_account_page_signs_in_without_name_and_password()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        await using var visit = await WithPasskeyAsync(host);
        await visit.CheckAsync("account-passkey");
        await SignOutAsync(visit);
        await visit.CheckAsync("sign-in-passkey");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await visit.LiveAsync();

        var entry = (await host.Get<IAuditTrail>().ReadAsync(null, 1, Cancel))[0];
        Assert.Equal((ConsoleHost.Person, "session.start", AuditResult.Done), (entry.Actor, entry.Action, entry.Result));
        Assert.StartsWith("Passkey from ", entry.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_opens_once()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        await using var visit = await WithPasskeyAsync(host);
        await SignOutAsync(visit);
        var (ticket, credential) = await AnswerAsync(visit);

        var first = await PostAsync(host, ticket, credential);
        var second = await PostAsync(host, ticket, credential);

        Assert.Equal(HttpStatusCode.Redirect, first);
        Assert.Equal(HttpStatusCode.OK, second);
        Assert.Equal(AuditResult.Refused, (await host.Get<IAuditTrail>().ReadAsync(null, 1, Cancel))[0].Result);
    }

    [Fact]
    public async Task An_answer_to_another_question_is_refused()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        await using var visit = await WithPasskeyAsync(host);
        await SignOutAsync(visit);
        var (_, credential) = await AnswerAsync(visit);
        var (another, _) = await AnswerAsync(visit);
        var (third, itsOwn) = await AnswerAsync(visit);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, another, credential));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, "made up", credential));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, third, "{}"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, third, itsOwn));
    }

    [Fact]
    public async Task An_answer_given_at_another_origin_is_refused()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        await using var visit = await WithPasskeyAsync(host);
        await SignOutAsync(visit);
        var (ticket, credential) = await AnswerAsync(visit);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, ticket, credential, "localhost:1"));
    }

    [Fact]
    public async Task A_closed_account_is_not_opened_by_its_passkey()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        await using var visit = await WithPasskeyAsync(host);
        await SignOutAsync(visit);
        await using (var city = await host.Get<IDbContextFactory<CityDbContext>>().CreateDbContextAsync(Cancel))
        {
            await city.Database.ExecuteSqlAsync($"UPDATE city_accounts SET DisabledAt = 0", Cancel);
        }

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();

        await visit.Page.GetByText("The passkey was refused.").WaitForAsync();
    }

    [Fact]
    public async Task No_passkey_is_added_or_removed_without_the_password()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        await using var visit = await WithPasskeyAsync(host);

        await visit.Page.GotoAsync("/account/passkeys");
        await visit.Page.Locator("#password").FillAsync("not the password");
        await visit.Page.Locator("button[type=submit]").ClickAsync();
        await visit.Page.GetByText("That did not work").WaitForAsync();
        await visit.Page.GotoAsync("/account");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Remove" }).ClickAsync();
        await visit.Page.Locator("#password").FillAsync("not the password");
        await visit.Page.Locator("button[type=submit]").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        await using (var city = await host.Get<IDbContextFactory<CityDbContext>>().CreateDbContextAsync(Cancel))
        {
            Assert.Equal(1, await city.Set<Microsoft.AspNetCore.Identity.IdentityUserPasskey<Guid>>().CountAsync(Cancel));
        }

        await visit.Page.Locator("#password").FillAsync(Some.Password);
        await visit.Page.Locator("button[type=submit]").ClickAsync();

        await visit.Page.GetByText("The passkeys were changed.").WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Remove" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>A window whose browser holds a passkey of the person, on the account page.</summary>
    private async Task<Visit> WithPasskeyAsync(ConsoleHost host)
    {
        // Browsers give passkeys to names, and not to addresses.
        var visit = await chromium.VisitAsync(Named(host));
        await VirtualAuthenticator.PlugInAsync(visit.Page);
        await visit.Page.GotoAsync("/slow");
        await visit.SignInAsync(ConsoleHost.Person, Some.Password);
        await visit.Page.GotoAsync("/account/passkeys");
        await visit.Page.Locator("#name").FillAsync("my phone");
        await visit.Page.Locator("#password").FillAsync(Some.Password);
        await visit.Page.Locator("button[type=submit]").ClickAsync();
        await visit.Page.GetByText("The passkeys were changed.").WaitForAsync();
        await visit.Page.GetByText("my phone").WaitForAsync();
        return visit;
    }

    private static async Task SignOutAsync(Visit visit)
    {
        await visit.Page.Context.ClearCookiesAsync();
        await visit.Page.GotoAsync("/sign-in");
    }

    /// <summary>Asks for a question and lets the passkey answer, without sending the answer.</summary>
    private static async Task<(string Ticket, string Credential)> AnswerAsync(Visit visit)
    {
        var both = await visit.Page.EvaluateAsync<string[]>("""
            async () => {
              const { options, ticket } = await (await fetch('/sign-in/passkey/question', { method: 'POST' })).json();
              const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options));
              return [ticket, JSON.stringify((await navigator.credentials.get({ publicKey })).toJSON())];
            }
            """);
        return (both[0], both[1]);
    }

    private static async Task<HttpStatusCode> PostAsync(ConsoleHost host, string ticket, string credential, string? named = null)
    {
        using var browser = new Browserless(host, named ?? new Uri(Named(host)).Authority);
        var page = await (await browser.GetAsync("/sign-in")).Content.ReadAsStringAsync(Cancel);
        return (await browser.SubmitAsync(page, "/sign-in/passkey", [("ticket", ticket), ("credential", credential)])).StatusCode;
    }

    private static string Named(ConsoleHost host) => host.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
}
