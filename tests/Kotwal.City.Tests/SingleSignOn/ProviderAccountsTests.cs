using System.Security.Claims;
using Kotwal.City.Administration;
using Kotwal.City.Audit;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Kotwal.City.SingleSignOn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.City.Tests.SingleSignOn;

public sealed class ProviderAccountsTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_grant_that_has_ended_keeps_nobody_in_and_stands_in_no_ones_way()
    {
        await using var city = await TestCity.CreateAsync();
        var meera = (await VouchAsync(city, Roles.Auditor))!;
        await AddAsync(city, new RoleGrant(meera.Id, Roles.Analyst, [new ScopeKey(ScopeKind.Zone, "scada")], Some.Noon.AddDays(1), "asha", Some.Noon));
        city.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Null(await VouchAsync(city));
        Assert.NotNull(await VouchAsync(city, Roles.Analyst));

        await using var context = await city.ContextAsync();
        var grant = await context.Set<RoleGrant>().SingleAsync(Cancel);
        Assert.Equal((Roles.Analyst, 0, null, RoleGrant.BySignOn), (grant.Role, grant.Scope.Count, grant.ExpiresAt, grant.GrantedBy));
    }

    [Fact]
    public async Task The_trail_tells_the_roles_before_and_after_and_nothing_when_none_changed()
    {
        await using var city = await TestCity.CreateAsync();

        await VouchAsync(city, Roles.Analyst);
        await VouchAsync(city, Roles.Analyst);
        await VouchAsync(city, Roles.Analyst, Roles.Admin);
        await VouchAsync(city);

        var trail = (await city.Get<IAuditTrail>().ReadAsync(null, 10, Cancel)).Reverse().Select(entry => (entry.Action, entry.Detail));
        Assert.Equal(
            [
                ("account.create", "analyst; https://id.example person-1"),
                ("grant.change", "analyst → admin analyst"),
                ("grant.change", "admin analyst → without a role"),
            ],
            trail);
    }

    [Fact]
    public async Task Somebody_who_has_left_does_not_come_back_as_somebody_new()
    {
        await using var city = await TestCity.CreateAsync();
        var meera = (await VouchAsync(city, Roles.Analyst))!;
        var administrator = await AdministratorAsync(city);
        await using (var scope = city.Scope())
        {
            Assert.Null(await scope.ServiceProvider.GetRequiredService<AccountActions>().LeaveAsync(meera.Id, null, administrator, Cancel));
        }

        Assert.Null(await VouchAsync(city, Roles.Analyst));

        await using var context = await city.ContextAsync();
        Assert.Equal(["asha", "meera"], await context.Set<Account>().OrderBy(a => a.UserName).Select(a => a.UserName).ToListAsync(Cancel));
        Assert.DoesNotContain("person-1", await context.Set<IdentityUserLogin<Guid>>().Select(l => l.ProviderKey).ToListAsync(Cancel));
    }

    [Fact]
    public async Task The_last_administrator_is_nobody_whom_the_provider_can_take_away()
    {
        await using var city = await TestCity.CreateAsync();
        await VouchAsync(city, Roles.Admin);
        var administrator = await AdministratorAsync(city);

        await using var scope = city.Scope();
        var refused = await scope.ServiceProvider.GetRequiredService<AccountActions>()
            .DisableAsync(SessionPrincipal.AccountOf(administrator)!.Value, null, administrator, Cancel);

        Assert.Equal(Refusal.LastAdministrator, refused);
    }

    [Fact]
    public void The_providers_words_go_into_the_log_printable_and_cut()
    {
        Assert.Equal("a[31mb", ProviderSignIn.Printable("a\u001b[31m\r\n\u202eb"));
        Assert.Equal(300, ProviderSignIn.Printable(new string('x', 10_000)).Length);
    }

    [Fact]
    public void No_group_of_the_provider_becomes_a_program()
    {
        var settings = new OidcOptions { Authority = new Uri("https://id.example"), ClientId = "kotwal" };
        settings.Roles["machines"] = Roles.Ingest;

        Assert.Contains("names 'ingest'", new OidcOptionsRules().Validate(null, settings).FailureMessage, StringComparison.Ordinal);
    }

    private static async Task<Account?> VouchAsync(TestCity city, params string[] roles)
    {
        await using var scope = city.Scope();
        return await scope.ServiceProvider.GetRequiredService<ProviderAccounts>()
            .FindOrMakeAsync(new Vouched("https://id.example", "person-1", "meera", roles.ToHashSet()), Cancel);
    }

    private static async Task AddAsync(TestCity city, RoleGrant grant)
    {
        await using var context = await city.ContextAsync();
        context.Add(grant);
        await context.SaveChangesAsync(Cancel);
    }

    private static async Task<ClaimsPrincipal> AdministratorAsync(TestCity city)
    {
        await using var scope = city.Scope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync("asha", Some.Password, [Roles.Admin], "test", Cancel));
        await using var context = await city.ContextAsync();
        var asha = await context.Set<Account>().SingleAsync(a => a.UserName == "asha", Cancel);
        var session = await city.Get<AccountSessions>().StartAsync(asha, SignInMethod.Password, new Visitor("192.0.2.7", ""), Cancel);
        return SessionPrincipal.ForRequest(session, "asha", await context.Set<RoleGrant>().Where(g => g.AccountId == asha.Id).ToListAsync(Cancel));
    }
}
