using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.Factors;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Administration;

/// <summary>What administrators do with accounts that there are. For pages and for the API alike; one per request or page.</summary>
public sealed class AccountActions(
    IDbContextFactory<CityDbContext> contexts, AccountSessions sessions, IAuditTrail audit, AccountNames names, TimeProvider clock)
{
    private readonly AccountDeeds deeds = new(contexts, sessions, audit, clock);

    /// <summary>Corrects the display name and the mail address. The trail says that they changed, and not to what.</summary>
    /// <param name="id">Which account.</param>
    /// <param name="displayName">Null or blank for none.</param>
    /// <param name="mail">Null or blank for none.</param>
    /// <param name="seen">The version that was looked at; null does not ask.</param>
    /// <param name="by">The administrator.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Why it was not done; null when it was.</returns>
    public Task<Refusal?> DescribeAsync(
        Guid id, string? displayName, string? mail, Guid? seen, ClaimsPrincipal by, CancellationToken cancel) =>
        deeds.DoAsync(id, "account.describe", seen, by, (_, _, account, _) =>
        {
            if (account.LeftAt is not null)
            {
                return Task.FromResult(new Ruling(Refusal.HasLeft, account.UserName!));
            }

            names.Describe(account, displayName, mail);
            return Task.FromResult(new Ruling(PersonRequest.JudgeDetails(displayName, mail), account.UserName!, "display name and mail"));
        }, cancel);

    /// <summary>Lets nobody sign in with the account, and ends its sessions and its one-time link. The grants stay for when it is enabled again.</summary>
    public async Task<Refusal?> DisableAsync(Guid id, Guid? seen, ClaimsPrincipal by, CancellationToken cancel)
    {
        var refused = await deeds.DoAsync(id, "account.disable", seen, by, async (city, _, account, cancel) =>
        {
            var isLast = await LastAdministrator.IsAsync(city, id, cancel);
            var before = account.DisabledAt is null ? "enabled" : "disabled";
            account.Disable(clock.GetUtcNow());
            city.RemoveRange(await city.Set<OneTimeLink>().Where(l => l.AccountId == id).ToListAsync(cancel));
            return new Ruling(isLast ? Refusal.LastAdministrator : null, account.UserName!, $"{before} → disabled");
        }, cancel);
        if (refused is null)
        {
            await sessions.EndAllAsync(id, null, Giver.NameOf(by), "the account was disabled", CancellationToken.None);
        }

        return refused;
    }

    /// <summary>Lets the person sign in again.</summary>
    public Task<Refusal?> EnableAsync(Guid id, Guid? seen, ClaimsPrincipal by, CancellationToken cancel) =>
        deeds.DoAsync(id, "account.enable", seen, by, async (city, giver, account, cancel) =>
        {
            if (account.LeftAt is not null)
            {
                return new Ruling(Refusal.HasLeft, account.UserName!);
            }

            var grants = await city.Set<RoleGrant>().AsNoTracking().Where(g => g.AccountId == id).ToListAsync(cancel);
            var before = account.DisabledAt is null ? "enabled" : "disabled";
            account.Enable();
            return new Ruling(giver.MayOpen(grants, clock.GetUtcNow()) ? null : Refusal.BeyondGiver, account.UserName!, $"{before} → enabled");
        }, cancel);

    /// <summary>
    /// Removes the authenticator app and the recovery codes of somebody who lost them, and ends the sessions. The password stays; where the
    /// role needs a second factor, one is set up at the next sign-in.
    /// </summary>
    public async Task<Refusal?> RemoveFactorAsync(Guid id, Guid? seen, ClaimsPrincipal by, CancellationToken cancel)
    {
        var refused = await deeds.DoAsync(id, "factor.reset", seen, by, async (city, giver, account, cancel) =>
        {
            var grants = await city.Set<RoleGrant>().AsNoTracking().Where(g => g.AccountId == id).ToListAsync(cancel);
            var now = clock.GetUtcNow();
            if (!giver.MayOpen(grants, now))
            {
                return new Ruling(Refusal.BeyondGiver, account.UserName!);
            }

            var factors = await city.Set<SecondFactor>().Where(f => f.AccountId == id).ToListAsync(cancel);
            city.RemoveRange(factors);
            city.RemoveRange(await city.Set<RecoveryCode>().Where(c => c.AccountId == id).ToListAsync(cancel));
            return new Ruling(
                factors.Count == 0 ? Refusal.NotFound : null, account.UserName!, $"{RoleGrant.RolesOf(grants.Where(g => g.IsValid(now)))}; app and recovery codes → nothing");
        }, cancel);
        if (refused is null)
        {
            await sessions.EndAllAsync(id, null, Giver.NameOf(by), "the second factor was removed", CancellationToken.None);
        }

        return refused;
    }

    /// <summary>
    /// Removes what is personal of somebody who left: display name, mail, password, every way to sign in, sessions, grants, and the tokens that the person made. The name to sign
    /// in with stays, as the pseudonym under which the audit trail knows the person. It cannot be undone.
    /// </summary>
    public Task<Refusal?> LeaveAsync(Guid id, Guid? seen, ClaimsPrincipal by, CancellationToken cancel) =>
        deeds.DoAsync(id, "account.leave", seen, by, async (city, _, account, cancel) =>
        {
            var isLast = await LastAdministrator.IsAsync(city, id, cancel);
            account.Leave(clock.GetUtcNow());
            await RemoveAllAsync(city, id, cancel);
            var tokens = await RevokeTokensAsync(city, account.UserName!, cancel);
            return new Ruling(
                isLast ? Refusal.LastAdministrator : null, account.UserName!, $"personal data and grants removed, tokens taken back: {tokens}; the name stays");
        }, cancel);

    /// <summary>What somebody made must not be a way back in. A name is never given twice, so it says who made a token.</summary>
    private async Task<int> RevokeTokensAsync(CityDbContext city, string name, CancellationToken cancel)
    {
        var made = await city.Set<ApiToken>().Where(t => t.CreatedBy == name && t.RevokedAt == null).ToListAsync(cancel);
        made.ForEach(token => token.Revoke(clock.GetUtcNow()));
        return made.Count;
    }

    private static async Task RemoveAllAsync(CityDbContext city, Guid id, CancellationToken cancel)
    {
        city.RemoveRange(await city.Set<RoleGrant>().Where(g => g.AccountId == id).ToListAsync(cancel));
        city.RemoveRange(await city.Set<OneTimeLink>().Where(l => l.AccountId == id).ToListAsync(cancel));
        city.RemoveRange(await city.Set<AccountSession>().Where(s => s.AccountId == id).ToListAsync(cancel));
        city.RemoveRange(await city.Set<SecondFactor>().Where(f => f.AccountId == id).ToListAsync(cancel));
        city.RemoveRange(await city.Set<RecoveryCode>().Where(c => c.AccountId == id).ToListAsync(cancel));
        city.RemoveRange(await city.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == id).ToListAsync(cancel));
        var logins = await city.Set<IdentityUserLogin<Guid>>().Where(l => l.UserId == id && l.LoginProvider != LeftLogin.Provider).ToListAsync(cancel);
        city.RemoveRange(logins);
        city.AddRange(logins.Select(login => LeftLogin.Of(id, login)));
        city.RemoveRange(await city.Set<IdentityUserToken<Guid>>().Where(t => t.UserId == id).ToListAsync(cancel));
        city.RemoveRange(await city.Set<IdentityUserClaim<Guid>>().Where(c => c.UserId == id).ToListAsync(cancel));
    }
}
