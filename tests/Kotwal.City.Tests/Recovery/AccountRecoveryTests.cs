using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Factors;
using Kotwal.City.People;
using Kotwal.City.Recovery;
using Kotwal.City.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.City.Tests.Recovery;

public sealed class AccountRecoveryTests
{
    private const string Fresh = "a wholly fresh phrase";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly Visitor Visitor = new("192.0.2.7", "");

    [Fact]
    public async Task A_link_made_by_a_command_makes_an_administrator_at_the_server()
    {
        await using var command = await TestCity.CreateAsync();
        var token = await OpenAsync(command, "asha");
        await using var server = await TestCity.OpenAsync(command.Folder);
        Assert.Equal("asha", await AskAsync(server, r => r.FindAsync(token, Cancel)));

        var errors = await AskAsync(server, r => r.UseAsync(token, Fresh, Visitor, Cancel));

        Assert.Empty(errors!);
        await using var context = await server.ContextAsync();
        Assert.Equal([("admin", "break-glass")], (await context.Set<RoleGrant>().ToListAsync(Cancel)).Select(g => (g.Role, g.GrantedBy)));
        Assert.Equal(SignInOutcome.Entered, await JudgeAsync(server));
    }

    [Fact]
    public async Task A_locked_closed_and_forgotten_account_is_restored_and_its_sessions_end()
    {
        await using var city = await TestCity.CreateAsync();
        var account = await BuriedAsync(city);
        var session = await city.Get<AccountSessions>().StartAsync(account, SignInMethod.Password, Visitor, Cancel);

        var token = await OpenAsync(city, "asha");
        Assert.Empty((await AskAsync(city, r => r.UseAsync(token, Fresh, Visitor, Cancel)))!);

        Assert.Equal(SignInOutcome.Entered, await JudgeAsync(city));
        Assert.Null((await city.Get<SecondFactors>().StateAsync(account.Id, Cancel)).Since);
        Assert.Null(await city.Get<LiveSessions>().FindAsync(SessionPrincipal.ForCookie(session), Cancel));
        await using var context = await city.ContextAsync();
        var grant = await context.Set<RoleGrant>().SingleAsync(Cancel);
        Assert.Equal((Roles.Admin, 0, null), (grant.Role, grant.Scope.Count, grant.ExpiresAt));
    }

    [Fact]
    public async Task A_link_is_good_once_and_for_a_quarter_of_an_hour()
    {
        await using var city = await TestCity.CreateAsync();
        var used = await OpenAsync(city, "asha");
        await AskAsync(city, r => r.UseAsync(used, Fresh, Visitor, Cancel));
        var replaced = await OpenAsync(city, "asha");
        var old = await OpenAsync(city, "asha");
        Assert.Null(await AskAsync(city, r => r.FindAsync(replaced, Cancel)));
        Assert.NotNull(await AskAsync(city, r => r.FindAsync(old, Cancel)));

        city.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Null(await AskAsync(city, r => r.UseAsync(used, Fresh, Visitor, Cancel)));
        Assert.Null(await AskAsync(city, r => r.UseAsync(old, Fresh, Visitor, Cancel)));
        Assert.Null(await AskAsync(city, r => r.UseAsync(null, Fresh, Visitor, Cancel)));
    }

    [Fact]
    public async Task A_weak_password_changes_nothing_and_leaves_the_link_good()
    {
        await using var city = await TestCity.CreateAsync();
        var account = await BuriedAsync(city);
        var token = await OpenAsync(city, "asha");

        var errors = await AskAsync(city, r => r.UseAsync(token, "short", Visitor, Cancel));

        Assert.Contains("PasswordTooShort", errors!.Select(e => e.Code));
        Assert.Equal("asha", await AskAsync(city, r => r.FindAsync(token, Cancel)));
        Assert.NotNull((await city.Get<SecondFactors>().StateAsync(account.Id, Cancel)).Since);
        await using var context = await city.ContextAsync();
        Assert.NotNull((await context.Set<Account>().SingleAsync(Cancel)).DisabledAt);
    }

    [Fact]
    public async Task Making_and_using_a_link_are_in_the_audit_trail_and_the_link_is_not()
    {
        await using var city = await TestCity.CreateAsync();
        var token = await OpenAsync(city, "asha");
        await AskAsync(city, r => r.UseAsync(token, Fresh, Visitor, Cancel));

        var trail = await city.Get<IAuditTrail>().ReadAsync(null, 10, Cancel);

        Assert.Equal(["asha", "root"], trail.Where(e => e.Action == "access.recover").Select(e => e.Actor));
        Assert.All(trail, e => Assert.DoesNotContain(token, e.Subject + e.Detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with blank")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task A_name_that_nobody_can_have_is_told(string name)
    {
        await using var city = await TestCity.CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(city, name));
    }

    /// <summary>An account that nobody can get into.</summary>
    private static async Task<Account> BuriedAsync(TestCity city)
    {
        await using var scope = city.Scope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync("asha", Some.Password, [], "test", Cancel));
        await using var context = await city.ContextAsync();
        var account = await context.Set<Account>().SingleAsync(Cancel);
        account.Disable(Some.Noon);
        account.LockoutEnd = DateTimeOffset.MaxValue.AddYears(-1);
        context.Add(new RoleGrant(account.Id, Roles.Admin, [new(ScopeKind.Ward, "7")], Some.Noon, "test", Some.Noon));
        context.Add(new SecondFactor(account.Id, [1], 0, Some.Noon));
        await context.SaveChangesAsync(Cancel);
        return account;
    }

    private static Task<string> OpenAsync(TestCity city, string name) => AskAsync(city, r => r.OpenAsync(name, "root", Cancel));

    private static async Task<T> AskAsync<T>(TestCity city, Func<AccountRecovery, Task<T>> question)
    {
        await using var scope = city.Scope();
        return await question(scope.ServiceProvider.GetRequiredService<AccountRecovery>());
    }

    private static async Task<SignInOutcome> JudgeAsync(TestCity city)
    {
        await using var scope = city.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PasswordCheck>().JudgeAsync("asha", Fresh, Cancel)).Outcome;
    }
}
