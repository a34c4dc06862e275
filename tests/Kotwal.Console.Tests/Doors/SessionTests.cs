using System.Net;
using System.Text.Json;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Kotwal.Console.Tests.Host;
using Kotwal.EndToEnd.Tests.Browser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Kotwal.Console.Tests.Doors;

public sealed class SessionTests(Chromium chromium)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stolen_cookie_is_worth_nothing_after_signing_out()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);
        await browser.SignInAsync();
        using var thief = new Browserless(host);
        thief.Cookies.Add(browser.Cookies.GetAllCookies());
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/slow")).StatusCode);

        await browser.SendAsync(HttpMethod.Post, "/sign-out", ("X-CSRF-Token", await CsrfToken.OfAsync(browser)));

        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/slow")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync("/api/v1/things")).StatusCode);
    }

    [Fact]
    public async Task A_person_sees_all_sessions_and_ends_the_others()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var here = new Browserless(host);
        using var there = new Browserless(host);
        await here.SignInAsync();
        await there.SignInAsync();

        var listed = await ListAsync(here);
        var other = listed.Single(s => !s.GetProperty("isThisOne").GetBoolean()).GetProperty("id").GetString();
        var unproven = await here.SendAsync(HttpMethod.Delete, "/api/v1/me/sessions/" + other);
        var proof = ("X-CSRF-Token", await CsrfToken.OfAsync(here));
        var ended = await here.SendAsync(HttpMethod.Delete, "/api/v1/me/sessions/" + other, proof);
        var again = await here.SendAsync(HttpMethod.Delete, "/api/v1/me/sessions/" + other, proof);

        Assert.Equal(2, listed.Count);
        Assert.All(listed, s => Assert.Equal(("127.0.0.1", "Password"), (s.GetProperty("address").GetString(), s.GetProperty("method").GetString())));
        Assert.Equal(HttpStatusCode.BadRequest, unproven.StatusCode);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (ended.StatusCode, again.StatusCode));
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/slow")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/slow")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_in_one_tab_closes_the_page_in_the_other()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        await using var visit = await EnterAsync(host, "/slow");
        var second = await visit.Page.Context.NewPageAsync();
        await second.GotoAsync("/slow");
        await second.Locator(".shell[data-live]").WaitForAsync();
        await second.Locator("details.menu summary", new() { HasText = ConsoleHost.Person }).ClickAsync();

        await second.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await visit.Page.WaitForURLAsync("**/sign-in?next=%2Fslow");
    }

    [Fact]
    public async Task A_role_that_is_taken_away_closes_the_open_page_and_not_the_session()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync(Roles.Admin, Roles.Ingest);
        await using var visit = await EnterAsync(host, "/faulty");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Fail" }).WaitForAsync();

        await TakeAwayAsync(host, Roles.Admin);

        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Not permitted" }).WaitForAsync();
        await visit.Page.GotoAsync("/slow");
        Assert.Equal("/no-access", new Uri(visit.Page.Url).AbsolutePath);
    }

    [Fact]
    public async Task Another_role_makes_the_open_page_anew()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync(Roles.Admin, Roles.Analyst);
        await using var visit = await EnterAsync(host, "/");
        await visit.Page.GetByText("Clicked 0 times").ClickAsync();
        await visit.Page.GetByText("Clicked 1 times").WaitForAsync();
        var faulty = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Faulty" });
        await faulty.WaitForAsync();

        await TakeAwayAsync(host, Roles.Admin);

        await faulty.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await visit.Page.GetByText("Clicked 0 times").WaitForAsync();
    }

    [Fact]
    public async Task The_audit_trail_names_address_and_browser()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        await using var visit = await EnterAsync(host, "/slow");

        var entry = (await host.Get<IAuditTrail>().ReadAsync(null, 1, Cancel))[0];

        Assert.Matches("^Password from 127.0.0.1 with Chrome [0-9]+ · Linux$", entry.Detail);
    }

    private async Task<Visit> EnterAsync(ConsoleHost host, string path)
    {
        var visit = await chromium.VisitAsync(host.Address);
        await visit.Page.GotoAsync(path);
        await visit.SignInAsync(ConsoleHost.Person, Some.Password);
        return visit;
    }

    private static async Task TakeAwayAsync(ConsoleHost host, string role)
    {
        await using var city = await host.Get<IDbContextFactory<CityDbContext>>().CreateDbContextAsync(Cancel);
        var grant = await city.Set<RoleGrant>().SingleAsync(g => g.Role == role, Cancel);
        city.Remove(grant);
        await city.SaveChangesAsync(Cancel);
        host.Get<AccountSessions>().Changed(grant.AccountId);
    }

    private static async Task<List<JsonElement>> ListAsync(Browserless browser)
    {
        var answer = await browser.GetAsync("/api/v1/me/sessions");
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
