using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Access;

/// <summary>
/// Lets a person set a password with the one-time link that an administrator handed over: <c>/welcome?token=…</c>. One per request.
/// </summary>
public sealed class WelcomeLink(
    UserManager<Account> users, CityDbContext city, AccountSessions sessions, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>The name of the account that the token opens; null when it opens none (used, replaced, expired, or never made).</summary>
    public async Task<string?> FindNameAsync(string? token, CancellationToken cancel) =>
        await FindAsync(token, cancel) is { } found ? found.Account.UserName : null;

    /// <summary>Sets the password, ends all sessions of the account and the link. A refused password leaves the link open.</summary>
    /// <returns>Null when the token opens nothing; otherwise why the password was refused, empty when it was set.</returns>
    public async Task<IReadOnlyList<IdentityError>?> UseAsync(string? token, string password, CancellationToken cancel)
    {
        if (await FindAsync(token, cancel) is not { } found)
        {
            await audit.WriteAsync(new(AuditDeed.Somebody, "link.use", "one-time link", AuditResult.Refused, "not open"), cancel);
            return null;
        }

        var (account, _) = found;
        var errors = await users.JudgePasswordAsync(account, password);
        if (errors.Count > 0)
        {
            return errors;
        }

        // The slow hash is computed before the turn to write is taken.
        var hash = users.PasswordHasher.HashPassword(account, password);
        var name = account.UserName!;
        var isSet = await audit.DoAsync(
            new(name, "link.use", name, AuditResult.Done, "password set"), () => SaveAsync(token, hash), saved => saved ? null : "used or replaced meanwhile", cancel);
        if (!isSet)
        {
            return null;
        }

        await sessions.EndAllAsync(account.Id, null, name, "the password was set with a one-time link", CancellationToken.None);
        return [];
    }

    private async Task<(Account Account, OneTimeLink Link)?> FindAsync(string? token, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        var hash = LinkToken.HashOf(token);
        var now = clock.GetUtcNow();
        var link = await city.Set<OneTimeLink>().SingleOrDefaultAsync(l => l.Hash == hash && l.ExpiresAt > now, cancel);
        var account = link is null
            ? null
            : await city.Set<Account>().SingleOrDefaultAsync(a => a.Id == link.AccountId && a.DisabledAt == null, cancel);
        return account is null ? null : (account, link!);
    }

    /// <summary>Two may come with the same link at once: who finds it gone is too late.</summary>
    private async Task<bool> SaveAsync(string? token, string hash)
    {
        var cancel = CancellationToken.None;
        city.ChangeTracker.Clear();
        await using var write = await city.BeginWriteAsync(cancel);
        if (await FindAsync(token, cancel) is not var (account, link))
        {
            return false;
        }

        account.PasswordHash = hash;
        account.AccessFailedCount = 0;
        account.LockoutEnd = null;
        city.Remove(link);
        var saved = await users.UpdateSecurityStampAsync(account);
        if (saved.Succeeded)
        {
            await write.CommitAsync(cancel);
        }

        return saved.Succeeded;
    }
}
