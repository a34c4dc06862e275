using System.Security.Claims;
using Kotwal.City.Administration;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Kotwal.City.SingleSignOn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.City.Tests.Audit;

/// <summary>What is not written down is not done, and what is written down is done though nobody waits for it any more.</summary>
public sealed class AuditFirstTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly Vouched Meera = new("https://id.example", "person-1", "meera", new HashSet<string> { Roles.Admin });
    private static readonly Visitor Visitor = new("192.0.2.7", "");

    [Fact]
    public async Task What_cannot_be_written_down_is_not_done()
    {
        await using var city = await TestCity.CreateAsync(Watched);
        var asha = await AccountAsync(city);
        var session = await city.Get<AccountSessions>().StartAsync(asha, SignInMethod.Password, Visitor, Cancel);
        Trail(city).IsBroken = true;

        await Assert.ThrowsAsync<IOException>(() => CreateAsync(city, "binod", Cancel));
        await Assert.ThrowsAsync<IOException>(() => VouchAsync(city, Cancel));
        await Assert.ThrowsAsync<IOException>(() => city.Get<AccountSessions>().EndAllAsync(asha.Id, null, "asha", "a reason", Cancel));

        Assert.NotNull(await city.Get<LiveSessions>().FindAsync(SessionPrincipal.ForCookie(session), Cancel));
        await using var context = await city.ContextAsync();
        Assert.Equal(["asha"], await context.Set<Account>().Select(a => a.UserName).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Who_leaves_after_the_entry_was_written_stops_nothing()
    {
        await using var city = await TestCity.CreateAsync(Watched);
        var asha = await AccountAsync(city);
        var session = await city.Get<AccountSessions>().StartAsync(asha, SignInMethod.Password, Visitor, Cancel);
        var administrator = SessionPrincipal.ForRequest(session, "asha", await GrantsAsync(city));

        Assert.Empty(await LeavingAsync(city, left => CreateAsync(city, "binod", left)));
        Assert.Equal("meera", (await LeavingAsync(city, left => VouchAsync(city, left)))?.UserName);
        var binod = (await NamedAsync(city, "binod")).Id;
        Assert.Null(await LeavingAsync(city, left => DisableAsync(city, binod, administrator, left)));
        Assert.Equal(1, await LeavingAsync(city, left => city.Get<AccountSessions>().EndAllAsync(asha.Id, null, "asha", "a reason", left)));

        Assert.NotNull((await NamedAsync(city, "binod")).DisabledAt);
        Assert.Null(await city.Get<LiveSessions>().FindAsync(SessionPrincipal.ForCookie(session), Cancel));
        Assert.DoesNotContain(await city.Get<IAuditTrail>().ReadAsync(null, 50, Cancel), entry => entry.Result != AuditResult.Done);
    }

    [Fact]
    public async Task A_deed_that_breaks_while_it_is_done_is_written_down_as_failed()
    {
        await using var city = await TestCity.CreateAsync();
        var asha = await AccountAsync(city);
        var session = await city.Get<AccountSessions>().StartAsync(asha, SignInMethod.Password, Visitor, Cancel);
        var deeds = new AuditedDeeds(city.Get<IDbContextFactory<CityDbContext>>(), city.Get<IAuditTrail>(), city.Clock);
        var administrator = SessionPrincipal.ForRequest(session, "asha", await GrantsAsync(city));
        var asked = 0;

        await Assert.ThrowsAsync<IOException>(() => deeds.DoAsync(
            administrator, "account.try", "binod",
            (_, _, _) => asked++ == 0 ? Task.FromResult(Ruling.May("binod", "a → b")) : throw new IOException("The disk is full."), Cancel));

        Assert.Equal([AuditResult.Failed, AuditResult.Done], (await city.Get<IAuditTrail>().ReadAsync(null, 2, Cancel)).Select(entry => entry.Result));
    }

    private static void Watched(IServiceCollection services) =>
        services.AddSingleton<IAuditTrail>(made => new WatchedTrail(made.GetRequiredService<AuditTrail>()));

    private static WatchedTrail Trail(TestCity city) => (WatchedTrail)city.Get<IAuditTrail>();

    /// <summary>Does it for somebody who goes away as soon as the first entry is written.</summary>
    private static async Task<T> LeavingAsync<T>(TestCity city, Func<CancellationToken, Task<T>> deed)
    {
        using var leaving = new CancellationTokenSource();
        Trail(city).Leaving = leaving;
        var done = await deed(leaving.Token);
        Assert.True(leaving.IsCancellationRequested);
        return done;
    }

    private static async Task<Account> AccountAsync(TestCity city)
    {
        Assert.Empty(await CreateAsync(city, "asha", Cancel));
        return await NamedAsync(city, "asha");
    }

    private static async Task<IReadOnlyList<IdentityError>> CreateAsync(TestCity city, string name, CancellationToken cancel)
    {
        await using var scope = city.Scope();
        return await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync(name, Some.Password, [Roles.Admin], "test", cancel);
    }

    private static async Task<Account?> VouchAsync(TestCity city, CancellationToken cancel)
    {
        await using var scope = city.Scope();
        return await scope.ServiceProvider.GetRequiredService<ProviderAccounts>().FindOrMakeAsync(Meera, cancel);
    }

    private static async Task<Refusal?> DisableAsync(TestCity city, Guid id, ClaimsPrincipal by, CancellationToken cancel)
    {
        await using var scope = city.Scope();
        return await scope.ServiceProvider.GetRequiredService<AccountActions>().DisableAsync(id, null, by, cancel);
    }

    private static async Task<Account> NamedAsync(TestCity city, string name)
    {
        await using var context = await city.ContextAsync();
        return await context.Set<Account>().SingleAsync(a => a.UserName == name, Cancel);
    }

    private static async Task<List<RoleGrant>> GrantsAsync(TestCity city)
    {
        await using var context = await city.ContextAsync();
        return await context.Set<RoleGrant>().ToListAsync(Cancel);
    }

    private sealed class WatchedTrail(IAuditTrail trail) : IAuditTrail
    {
        public bool IsBroken { get; set; }

        public CancellationTokenSource? Leaving { get; set; }

        public async Task WriteAsync(AuditDeed deed, CancellationToken cancel)
        {
            if (IsBroken)
            {
                throw new IOException("The disk is full.");
            }

            await trail.WriteAsync(deed, cancel);
            Leaving?.Cancel();
        }

        public Task<IReadOnlyList<AuditEntry>> SearchAsync(AuditFilter filter, long? beforeSequence, int count, CancellationToken cancel) =>
            trail.SearchAsync(filter, beforeSequence, count, cancel);

        public Task<IReadOnlyList<AuditEntry>> ReadAfterAsync(AuditFilter filter, long afterSequence, int count, CancellationToken cancel) =>
            trail.ReadAfterAsync(filter, afterSequence, count, cancel);

        public Task<AuditVerdict> VerifyAsync(CancellationToken cancel) => trail.VerifyAsync(cancel);
    }
}
