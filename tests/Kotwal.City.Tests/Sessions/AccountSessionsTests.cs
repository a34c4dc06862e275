using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.City.Tests.Sessions;

public sealed class AccountSessionsTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly Visitor Visitor = new("192.0.2.7", "Firefox 140 · Linux");

    [Fact]
    public async Task A_session_ended_here_is_refused_at_once()
    {
        await using var city = await TestCity.CreateAsync();
        var account = await AccountAsync(city);
        var session = await StartAsync(city, account);
        Assert.NotNull(await FindAsync(city, session));

        Assert.True(await city.Get<AccountSessions>().EndAsync(account.Id, session.Id, "asha", "signed out", Cancel));

        Assert.Null(await FindAsync(city, session));
        Assert.False(await city.Get<AccountSessions>().EndAsync(account.Id, session.Id, "asha", "signed out", Cancel));
    }

    [Fact]
    public async Task A_session_that_is_always_used_ends_after_a_week()
    {
        await using var city = await TestCity.CreateAsync();
        var session = await StartAsync(city, await AccountAsync(city));
        for (var hours = 0; hours < 166; hours += 2)
        {
            city.Clock.Advance(TimeSpan.FromHours(2));
            Assert.NotNull(await FindAsync(city, session));
        }

        city.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Null(await FindAsync(city, session));
    }

    [Fact]
    public async Task A_session_ended_by_another_process_is_refused_within_half_a_minute()
    {
        await using var city = await TestCity.CreateAsync();
        var account = await AccountAsync(city);
        var session = await StartAsync(city, account);
        await FindAsync(city, session);
        await using var other = await TestCity.OpenAsync(city.Folder);
        await other.Get<AccountSessions>().EndAllAsync(account.Id, null, "command line", "restored", Cancel);

        city.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(await FindAsync(city, session));
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_somebody_else()
    {
        await using var city = await TestCity.CreateAsync();
        var session = await StartAsync(city, await AccountAsync(city));
        var other = await AccountAsync(city, "binod");

        Assert.False(await city.Get<AccountSessions>().EndAsync(other.Id, session.Id, "binod", "malice", Cancel));

        Assert.NotNull(await FindAsync(city, session));
    }

    [Fact]
    public async Task A_closed_account_has_no_session_any_more()
    {
        await using var city = await TestCity.CreateAsync();
        var account = await AccountAsync(city);
        var session = await StartAsync(city, account);
        await FindAsync(city, session);

        await ChangeAsync(city, account, a => a.Disable(Some.Noon));

        Assert.Null(await FindAsync(city, session));
    }

    [Fact]
    public async Task A_new_security_stamp_ends_all_sessions_but_the_one_that_outlives_it()
    {
        await using var city = await TestCity.CreateAsync();
        var account = await AccountAsync(city);
        var (one, other) = (await StartAsync(city, account), await StartAsync(city, account));

        await ChangeAsync(city, account, a => a.SecurityStamp = "new");
        await city.Get<AccountSessions>().OutliveAsync(one.Id, "new", Cancel);

        Assert.NotNull(await FindAsync(city, one));
        Assert.Null(await FindAsync(city, other));
    }

    [Fact]
    public async Task A_new_grant_and_its_end_are_seen_in_the_same_session()
    {
        await using var city = await TestCity.CreateAsync();
        var account = await AccountAsync(city);
        var session = await StartAsync(city, account);
        Assert.Empty((await FindAsync(city, session))!.FindAll(ClaimTypes.Role));
        await using (var context = await city.ContextAsync())
        {
            context.Add(new RoleGrant(account.Id, Roles.Engineer, [new(ScopeKind.Service, "water")], Some.Noon.AddMinutes(1), "test", Some.Noon));
            await context.SaveChangesAsync(Cancel);
        }

        city.Get<AccountSessions>().Changed(account.Id);
        var granted = await FindAsync(city, session);
        city.Clock.Advance(TimeSpan.FromMinutes(1));
        var ended = await FindAsync(city, session);

        Assert.Equal(["service:water"], Reach.For(granted!, Policies.Read).KeyTexts);
        Assert.Empty(ended!.FindAll(ClaimTypes.Role));
        Assert.False(SessionPrincipal.Same(granted!, ended));
    }

    [Fact]
    public async Task A_session_that_is_not_used_ends_and_one_that_is_used_goes_on()
    {
        await using var city = await TestCity.CreateAsync();
        var account = await AccountAsync(city);
        var (used, idle) = (await StartAsync(city, account), await StartAsync(city, account));
        city.Clock.Advance(TimeSpan.FromHours(7));
        await FindAsync(city, used);

        city.Clock.Advance(TimeSpan.FromHours(7));

        Assert.Equal([used.Id], (await city.Get<AccountSessions>().ListAsync(account.Id, Cancel)).Select(s => s.Id));
        Assert.NotNull(await FindAsync(city, used));
        Assert.Null(await FindAsync(city, idle));
    }

    [Fact]
    public async Task A_known_session_costs_no_query()
    {
        await using var city = await TestCity.CreateAsync();
        var session = await StartAsync(city, await AccountAsync(city));
        await FindAsync(city, session);
        await using (var context = await city.ContextAsync())
        {
            await context.Database.ExecuteSqlRawAsync("ALTER TABLE city_sessions RENAME TO gone", Cancel);
        }

        Assert.NotNull(await FindAsync(city, session));
    }

    [Fact]
    public async Task Each_end_is_in_the_audit_trail_with_who_and_why()
    {
        await using var city = await TestCity.CreateAsync();
        var account = await AccountAsync(city);
        await StartAsync(city, account);

        await city.Get<AccountSessions>().EndAllAsync(account.Id, null, "admin", "left the city", Cancel);

        var entry = (await city.Get<IAuditTrail>().ReadAsync(null, 1, Cancel))[0];
        Assert.Equal(("admin", "session.end", "asha"), (entry.Actor, entry.Action, entry.Subject));
        Assert.Equal("left the city; it was started from 192.0.2.7", entry.Detail);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", "Chrome 140 · Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge 140 · Windows")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox 128 · Linux")]
    [InlineData("curl/8.5.0", "curl 8")]
    [InlineData("strange\u202e\n<b>", "strange<b>")]
    [InlineData("", "")]
    public void A_browser_is_named_in_a_few_words(string agent, string words) => Assert.Equal(words, Visitor.Shorten(agent));

    private static async Task<Account> AccountAsync(TestCity city, string name = "asha")
    {
        await using var scope = city.Scope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync(name, Some.Password, [], "test", Cancel));
        await using var context = await city.ContextAsync();
        return await context.Set<Account>().SingleAsync(a => a.UserName == name, Cancel);
    }

    private static Task<AccountSession> StartAsync(TestCity city, Account account) =>
        city.Get<AccountSessions>().StartAsync(account, SignInMethod.Password, Visitor, Cancel);

    private static async Task<ClaimsPrincipal?> FindAsync(TestCity city, AccountSession session) =>
        await city.Get<LiveSessions>().FindAsync(SessionPrincipal.ForCookie(session), Cancel);

    private static async Task ChangeAsync(TestCity city, Account account, Action<Account> change)
    {
        await using var context = await city.ContextAsync();
        change(await context.Set<Account>().SingleAsync(a => a.Id == account.Id, Cancel));
        await context.SaveChangesAsync(Cancel);
        city.Get<AccountSessions>().Changed(account.Id);
    }
}
