using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.Factors;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kotwal.City.Recovery;

/// <summary>
/// The way back in when nobody who may administer can sign in: whoever commands the host makes a link, and the link makes or
/// restores an administrator. Works whether the server runs or not; nothing changes until the link is used. One per request.
/// </summary>
public sealed partial class AccountRecovery(
    UserManager<Account> users, CityDbContext city, AccountSessions sessions, IAuditTrail audit, TimeProvider clock, ILogger<AccountRecovery> log)
{
    private const string Giver = "break-glass";

    /// <summary>Makes a link for the name; earlier ones for it end.</summary>
    /// <param name="name">Of an account that is there, or of one to be made.</param>
    /// <param name="by">Who makes it, for the audit trail.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The token for <c>/recover?token=…</c>, good once and for 15 minutes. It is nowhere kept.</returns>
    /// <exception cref="ArgumentException">No account can be called so.</exception>
    public async Task<string> OpenAsync(string name, string by, CancellationToken cancel)
    {
        await CheckNameAsync(name);
        await audit.WriteAsync(new(by, "access.recover", name, AuditResult.Done, "a link was made on the host"), cancel);
        LinkMade(name, by);
        var token = LinkToken.New();
        var now = clock.GetUtcNow();
        var links = await city.Set<RecoveryLink>().ToListAsync(cancel);
        city.RemoveRange(links.Where(l => string.Equals(l.Name, name, StringComparison.OrdinalIgnoreCase) || l.ExpiresAt <= now));
        city.Add(new RecoveryLink(name, token, now));
        await city.SaveChangesAsync(cancel);
        return token;
    }

    /// <summary>The name that a token is for; null when it is none, was used or has ended.</summary>
    public async Task<string?> FindAsync(string? token, CancellationToken cancel) => (await LinkAsync(token, cancel))?.Name;

    /// <summary>
    /// Sets the password; makes the account an administrator of the whole city; opens it; removes lock-out, authenticator app,
    /// recovery codes, passkeys, one-time links and logins at the provider; ends its sessions and the link. A refused password changes nothing.
    /// </summary>
    /// <returns>Null when the link is not good; otherwise why the password was refused, empty when all is done.</returns>
    public async Task<IReadOnlyList<IdentityError>?> UseAsync(string? token, string password, Visitor visitor, CancellationToken cancel)
    {
        if (await LinkAsync(token, cancel) is not { } link)
        {
            await audit.WriteAsync(new(AuditDeed.Somebody, "access.recover", "recovery link", AuditResult.Refused, $"not good; from {visitor.Address}"), cancel);
            return null;
        }

        var name = link.Name;
        var account = await users.FindByNameAsync(name) ?? new Account(name, clock.GetUtcNow());
        if (await users.JudgePasswordAsync(account, password) is { Count: > 0 } errors)
        {
            return errors;
        }

        // The slow hash is computed before the turn to write is taken.
        var hash = users.PasswordHasher.HashPassword(account, password);
        var deed = new AuditDeed(name, "access.recover", name, AuditResult.Done, $"a new password is set with the link; from {visitor.Address}");
        LinkUsed(name, visitor.Address);
        var result = await audit.DoAsync(
            deed, () => RestoreAsync(token, hash), done => done is { Succeeded: true } ? null : "the link was used or the account changed meanwhile", cancel);
        return result is null ? null : [.. result.Errors];
    }

    private async Task<IdentityResult?> RestoreAsync(string? token, string hash)
    {
        var cancel = CancellationToken.None;
        city.ChangeTracker.Clear();
        await using var write = await city.BeginWriteAsync(cancel);
        if (await LinkAsync(token, cancel) is not { } link)
        {
            return null;
        }

        var account = await users.FindByNameAsync(link.Name);
        var made = account is null ? await users.CreateAsync(account = new Account(link.Name, clock.GetUtcNow())) : IdentityResult.Success;
        var set = made.Succeeded ? await SetPasswordAsync(account!, hash) : made;
        if (set.Succeeded)
        {
            city.Remove(link);
            await OpenWideAsync(account!, cancel);
            await write.CommitAsync(cancel);
            sessions.Changed(account!.Id);
        }

        return set;
    }

    private Task<IdentityResult> SetPasswordAsync(Account account, string hash)
    {
        account.LockoutEnd = null;
        account.AccessFailedCount = 0;
        account.PasswordHash = hash;
        account.Enable();

        // With another security stamp all sessions end.
        return users.UpdateSecurityStampAsync(account);
    }

    private async Task OpenWideAsync(Account account, CancellationToken cancel)
    {
        var id = account.Id;
        await city.Set<SecondFactor>().Where(f => f.AccountId == id).ExecuteDeleteAsync(cancel);
        await city.Set<RecoveryCode>().Where(c => c.AccountId == id).ExecuteDeleteAsync(cancel);
        await city.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == id).ExecuteDeleteAsync(cancel);
        await city.Set<OneTimeLink>().Where(l => l.AccountId == id).ExecuteDeleteAsync(cancel);
        await city.Set<IdentityUserLogin<Guid>>().Where(l => l.UserId == id).ExecuteDeleteAsync(cancel);
        await city.Set<RoleGrant>().Where(g => g.AccountId == id && g.Role == Roles.Admin).ExecuteDeleteAsync(cancel);
        city.Add(new RoleGrant(id, Roles.Admin, [], null, Giver, clock.GetUtcNow()));
        await city.SaveChangesAsync(cancel);
    }

    private async Task<RecoveryLink?> LinkAsync(string? token, CancellationToken cancel)
    {
        var hash = LinkToken.HashOf(token ?? "");
        var now = clock.GetUtcNow();
        return await city.Set<RecoveryLink>().SingleOrDefaultAsync(l => l.Hash == hash && l.ExpiresAt > now, cancel);
    }

    private async Task CheckNameAsync(string name)
    {
        if (name.Length is 0 or > Account.MaxNameLength)
        {
            throw new ArgumentException($"A name has 1 to {Account.MaxNameLength} signs.");
        }

        if (await users.FindByNameAsync(name) is { } known)
        {
            if (known.LeftAt is not null)
            {
                throw new ArgumentException($"'{name}' has left for good. Choose another name.");
            }
        }
        else if (await users.JudgeNameAsync(new Account(name, clock.GetUtcNow())) is [var wrong, ..])
        {
            throw new ArgumentException(wrong.Description);
        }
    }

    [LoggerMessage(4121, LogLevel.Warning, "BREAK-GLASS: a link that makes {Name} an administrator was made by {By}.")]
    private partial void LinkMade(string name, string by);

    [LoggerMessage(4122, LogLevel.Warning, "BREAK-GLASS: the link that makes {Name} an administrator is used from {Address}.")]
    private partial void LinkUsed(string name, string address);
}
