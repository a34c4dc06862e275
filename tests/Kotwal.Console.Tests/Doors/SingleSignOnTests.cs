using System.Net;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.SingleSignOn;
using Kotwal.Console.Tests.Host;
using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;

namespace Kotwal.Console.Tests.Doors;

// Two servers and a browser in one test, and the provider's time is bounded: others would make it too short.
[Collection(nameof(Alone))]
public sealed class SingleSignOnTests(Chromium chromium) : IAsyncLifetime
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private SignOnProvider provider = null!;
    private ConsoleHost host = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await SignOnProvider.StartAsync();
        host = await (await ConsoleHost.StartAsync(settings: provider.Settings)).WithPersonAsync();
        await provider.RegisterAsync(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task A_person_whom_the_provider_gives_a_role_is_let_in_and_known_again()
    {
        await using var visit = await chromium.VisitAsync(host.Address);
        await visit.Page.GotoAsync("/slow");
        await visit.CheckAsync("sign-in-provider");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with City ID" }).ClickAsync();
        await visit.LiveAsync();
        Assert.Equal("/slow", new Uri(visit.Page.Url).AbsolutePath);
        using var again = new Browserless(host);
        await EnterAsync(again);

        Assert.Equal([("asha", "admin", "test"), ("meera", "analyst", "single sign-on")], await GrantsAsync());
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/slow")).StatusCode);
    }

    [Fact]
    public async Task A_person_without_a_role_is_refused_and_no_account_is_made()
    {
        provider.Groups = ["canteen"];
        using var browser = new Browserless(host);

        var refused = await EnterAsync(browser);
        var page = await browser.GetAsync("/sign-in/provider/refused");

        Assert.Equal("/sign-in/provider/refused", refused);
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/slow")).StatusCode);
        Assert.Equal([("asha", "admin", "test")], await GrantsAsync());
        var entry = (await host.Get<IAuditTrail>().ReadAsync(null, 1, Cancel))[0];
        Assert.Equal(("meera (person-1)", "session.start", AuditResult.Refused), (entry.Actor, entry.Action, entry.Result));
    }

    [Fact]
    public async Task Who_is_called_as_somebody_here_is_somebody_else()
    {
        provider.Name = ConsoleHost.Person;
        using var browser = new Browserless(host);

        await EnterAsync(browser);

        Assert.Equal([("asha", "admin", "test"), ("asha-2", "analyst", "single sign-on")], await GrantsAsync());
    }

    [Fact]
    public async Task The_providers_grants_follow_it_and_an_administrators_stay()
    {
        using var browser = new Browserless(host);
        await EnterAsync(browser);
        await using (var city = await host.Get<IDbContextFactory<CityDbContext>>().CreateDbContextAsync(Cancel))
        {
            var meera = await city.Set<Account>().SingleAsync(a => a.UserName == "meera", Cancel);
            await city.Database.ExecuteSqlAsync($"INSERT INTO city_role_grants (AccountId, Role, Scope, GrantedBy, GrantedAt) VALUES ({meera.Id}, 'auditor', '', 'asha', 0)", Cancel);
        }

        provider.Groups = ["it", "canteen"];
        await EnterAsync(browser);
        var promoted = await GrantsAsync();
        provider.Groups = [];
        await EnterAsync(browser);

        Assert.Equal([("asha", "admin", "test"), ("meera", "admin", "single sign-on"), ("meera", "auditor", "asha")], promoted);
        Assert.Equal([("asha", "admin", "test"), ("meera", "auditor", "asha")], await GrantsAsync());
    }

    [Fact]
    public async Task An_answer_that_was_not_asked_for_is_refused()
    {
        using var victim = new Browserless(host);
        using var attacker = new Browserless(host);
        var asked = (await attacker.GetAsync("/sign-in/provider")).Headers.Location!;
        var answer = (await attacker.GetAsync(asked.ToString())).Headers.Location!;

        var stolen = await victim.GetAsync(answer.PathAndQuery);

        Assert.Equal("/sign-in/provider/failed", stolen.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await victim.GetAsync("/slow")).StatusCode);
    }

    [Fact]
    public async Task Answers_that_nobody_asked_for_fill_the_trail_only_as_far_as_an_address_may()
    {
        await using var narrow = await ConsoleHost.StartAsync(city => city.SignInAttemptsPerMinute = 2, settings: provider.Settings);
        using var stranger = new Browserless(narrow);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add((await stranger.GetAsync("/sign-in/provider/answer?code=x&state=y")).StatusCode);
        }

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], answers);
        Assert.Equal(2, (await narrow.Get<IAuditTrail>().ReadAsync(null, 10, Cancel)).Count);
    }

    [Theory]
    [InlineData("/signout-oidc")]
    [InlineData("/signout-callback-oidc")]
    public async Task The_providers_doors_for_signing_out_are_shut(string path)
    {
        using var stranger = new Browserless(host);
        var nowhere = await stranger.GetAsync("/nowhere");

        var answer = await stranger.GetAsync(path);

        Assert.Equal(nowhere.StatusCode, answer.StatusCode);
        Assert.Equal(nowhere.Headers.Location?.AbsolutePath, answer.Headers.Location?.AbsolutePath);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task The_way_back_never_leaves_the_house(string next)
    {
        using var browser = new Browserless(host);

        Assert.Equal("/", await EnterAsync(browser, "?next=" + Uri.EscapeDataString(next)));
    }

    [Fact]
    public async Task A_provider_that_is_down_is_told_and_passwords_go_on()
    {
        await provider.DisposeAsync();
        using var browser = new Browserless(host);

        var answer = await browser.GetAsync("/sign-in/provider");

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync()).StatusCode);
        provider = await SignOnProvider.StartAsync();
    }

    [Fact]
    public async Task Without_a_provider_nothing_of_it_is_there()
    {
        await using var plain = await ConsoleHost.StartAsync();
        using var browser = new Browserless(plain);

        Assert.Equal("/sign-in", (await browser.GetAsync("/sign-in/provider")).Headers.Location!.OriginalString);
        Assert.DoesNotContain("/sign-in/provider", await (await browser.GetAsync("/sign-in")).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public void The_secret_is_not_printed()
    {
        var settings = host.Get<IOptions<OidcOptions>>().Value;

        Assert.Equal(SignOnProvider.ClientSecret, settings.ClientSecret!.Reveal());
        Assert.Equal("***", settings.ClientSecret.ToString());
        Assert.DoesNotContain(SignOnProvider.ClientSecret, host.Log.Text, StringComparison.Ordinal);
    }

    /// <summary>Goes to the provider and back, and says where it was led at the end.</summary>
    private static async Task<string> EnterAsync(Browserless browser, string query = "")
    {
        // On a busy machine the provider may answer too late for the first visit.
        Uri? asked = null;
        await Until.TrueAsync(async () => (asked = (await browser.GetAsync("/sign-in/provider" + query)).Headers.Location) is not null, TimeSpan.FromSeconds(60));
        var answer = (await browser.GetAsync(asked!.ToString())).Headers.Location!;
        return (await browser.GetAsync(answer.PathAndQuery)).Headers.Location!.OriginalString;
    }

    private async Task<List<(string Name, string Role, string By)>> GrantsAsync()
    {
        await using var city = await host.Get<IDbContextFactory<CityDbContext>>().CreateDbContextAsync(Cancel);
        var rows = await (from grant in city.Set<RoleGrant>()
                          join account in city.Set<Account>() on grant.AccountId equals account.Id
                          orderby account.UserName, grant.Role
                          select new { account.UserName, grant.Role, grant.GrantedBy }).ToListAsync(Cancel);
        return [.. rows.Select(r => (r.UserName!, r.Role, r.GrantedBy))];
    }
}

/// <summary>Tests that run while no others do.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
