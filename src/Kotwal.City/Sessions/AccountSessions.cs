using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Sessions;

/// <summary>
/// Starts, lists and ends the sessions of people. An ended session is refused at its next request, and pages that stay open are
/// closed within seconds. Safe for many threads.
/// </summary>
public sealed class AccountSessions(
    IDbContextFactory<CityDbContext> contexts, LiveSessions live, IAuditTrail audit, IOptions<CityOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    /// <summary>The sessions of one account that can still be used, the latest used first.</summary>
    public async Task<IReadOnlyList<AccountSession>> ListAsync(Guid accountId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var open = await city.Set<AccountSession>().AsNoTracking().Where(s => s.AccountId == accountId && s.EndedAt == null)
            .OrderByDescending(s => s.LastSeenAt).ToListAsync(cancel);
        return [.. open.Where(s => s.IsLive(now, options.Value))];
    }

    /// <summary>Ends one session of the account.</summary>
    /// <param name="accountId">Whose it must be.</param>
    /// <param name="id">Which one.</param>
    /// <param name="by">Name of who ends it, for the audit trail.</param>
    /// <param name="because">Why, in a few words.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Whether the account has such a session that can still be used.</returns>
    public async Task<bool> EndAsync(Guid accountId, AccountSessionId id, string by, string because, CancellationToken cancel) =>
        await EndThoseAsync(accountId, session => session.Id == id, by, because, cancel) > 0;

    /// <summary>Ends all sessions of an account. Call it also after its role, scope, password or state was changed by another.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="except">One that goes on; null to end them all.</param>
    /// <param name="by">Name of who ends them, for the audit trail.</param>
    /// <param name="because">Why, in a few words.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>How many were ended.</returns>
    public Task<int> EndAllAsync(Guid accountId, AccountSessionId? except, string by, string because, CancellationToken cancel) =>
        EndThoseAsync(accountId, session => session.Id != except, by, because, cancel);

    /// <summary>
    /// Says that an account's grants, name or state have changed: its sessions see the change at their next request, its open pages
    /// within seconds. Without the call, both see it within half a minute.
    /// </summary>
    public void Changed(Guid accountId) => live.Forget(accountId);

    /// <summary>Makes the row of a new session.</summary>
    internal async Task<AccountSession> StartAsync(Account account, SignInMethod method, Visitor visitor, CancellationToken cancel)
    {
        var session = new AccountSession(account.Id, method, visitor, account.SecurityStamp, clock);
        var old = clock.GetUtcNow() - KeptFor;
        await using var city = await contexts.CreateDbContextAsync(cancel);
        city.RemoveRange(await city.Set<AccountSession>().Where(s => s.AccountId == account.Id && s.LastSeenAt < old).ToListAsync(cancel));
        city.Add(session);
        await city.SaveChangesAsync(cancel);
        return session;
    }

    /// <summary>Lets one session outlive a change of the account's security stamp, which ends all others.</summary>
    internal async Task OutliveAsync(AccountSessionId id, string? stamp, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var session = await city.Set<AccountSession>().SingleAsync(s => s.Id == id, cancel);
        session.Outlive(stamp);
        await city.SaveChangesAsync(cancel);
        live.Forget(session.AccountId);
    }

    private async Task<int> EndThoseAsync(Guid accountId, Func<AccountSession, bool> which, string by, string because, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var name = await city.Set<Account>().Where(a => a.Id == accountId).Select(a => a.UserName).SingleOrDefaultAsync(cancel);
        var open = await city.Set<AccountSession>().Where(s => s.AccountId == accountId && s.EndedAt == null).ToListAsync(cancel);
        var ending = open.Where(s => which(s) && s.IsLive(now, options.Value)).ToList();
        foreach (var session in ending)
        {
            var deed = new AuditDeed(by, "session.end", name ?? "", AuditResult.Done, $"{because}; it was started from {session.Address}");
            await audit.DoAsync(deed, () => EndAsync(city, session, now, because), cancel);
        }

        return ending.Count;
    }

    private async Task EndAsync(CityDbContext city, AccountSession session, DateTimeOffset now, string because)
    {
        session.End(now, because);
        await city.SaveChangesAsync(CancellationToken.None);
        live.Forget(session.AccountId);
    }
}
