using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.SingleSignOn;

/// <summary>
/// The accounts of those whom the provider vouches for. A person is known by issuer and subject and by nothing else: an account
/// that merely has the same name or mail address is somebody else's. One per request.
/// </summary>
internal sealed class ProviderAccounts(
    UserManager<Account> users, CityDbContext city, AccountSessions sessions, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>Who gave the grants that come from the provider. It has blanks, so no account can be called so.</summary>
    internal const string Giver = "single sign-on";

    private const string NameSigns = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._@+";
    private const int MostNamesakes = 100;

    /// <summary>The person's account with the grants of now; made when there is none and the provider gives a role.</summary>
    /// <returns>Null when the person has no role here, or the account is closed.</returns>
    internal async Task<Account?> FindOrMakeAsync(Vouched person, CancellationToken cancel)
    {
        await using var write = await city.BeginWriteAsync(cancel);
        var account = await users.FindByLoginAsync(person.Issuer, person.Subject);
        var isNew = account is null;
        if ((isNew && person.Roles.Count == 0) || account is { DisabledAt: not null })
        {
            return null;
        }

        account ??= await MakeAsync(person, cancel);
        var changed = await RenewGrantsAsync(account, person.Roles, cancel);
        await city.SaveChangesAsync(cancel);
        var mayEnter = await city.Set<RoleGrant>().AnyAsync(g => g.AccountId == account.Id, cancel);
        await write.CommitAsync(cancel);
        await write.DisposeAsync();
        await TellAsync(account, person, isNew, changed, cancel);
        return mayEnter ? account : null;
    }

    private async Task<Account> MakeAsync(Vouched person, CancellationToken cancel)
    {
        var account = new Account(await FreeNameAsync(person.Name, cancel), clock.GetUtcNow());
        var made = await users.CreateAsync(account);
        var login = made.Succeeded ? await users.AddLoginAsync(account, new UserLoginInfo(person.Issuer, person.Subject, Giver)) : made;
        return login.Succeeded ? account : throw new InvalidDataException("An account from the provider was refused: " + login);
    }

    /// <summary>The provider's name for the person, with a number behind it when somebody here is called so.</summary>
    private async Task<string> FreeNameAsync(string wanted, CancellationToken cancel)
    {
        var signs = new string([.. wanted.Where(sign => NameSigns.Contains(sign, StringComparison.Ordinal)).Take(Account.MaxNameLength - 4)]);
        var name = signs.Length == 0 ? "person" : signs;
        foreach (var candidate in Enumerable.Range(2, MostNamesakes).Select(n => $"{name}-{n}").Prepend(name))
        {
            var normal = users.NormalizeName(candidate);
            if (!await city.Set<Account>().AnyAsync(a => a.NormalizedUserName == normal, cancel))
            {
                return candidate;
            }
        }

        throw new InvalidDataException($"More than {MostNamesakes} people are called {name}.");
    }

    /// <summary>Makes the provider's grants those of now, and leaves alone what an administrator gave.</summary>
    private async Task<bool> RenewGrantsAsync(Account account, IReadOnlySet<string> roles, CancellationToken cancel)
    {
        var grants = await city.Set<RoleGrant>().Where(g => g.AccountId == account.Id).ToListAsync(cancel);
        var gone = grants.Where(g => g.GrantedBy == Giver && !roles.Contains(g.Role)).ToList();
        var missing = roles.Except(grants.Select(g => g.Role)).ToList();
        city.RemoveRange(gone);
        city.AddRange(missing.Select(role => new RoleGrant(account.Id, role, [], null, Giver, clock.GetUtcNow())));
        return gone.Count + missing.Count > 0;
    }

    private async Task TellAsync(Account account, Vouched person, bool isNew, bool changed, CancellationToken cancel)
    {
        var roles = string.Join(' ', person.Roles.Order(StringComparer.Ordinal));
        if (isNew)
        {
            await audit.WriteAsync(new(Giver, "account.create", account.UserName!, AuditResult.Done, $"{roles}; {person.Issuer} {person.Subject}"), cancel);
        }
        else if (changed)
        {
            await audit.WriteAsync(new(Giver, "grant.change", account.UserName!, AuditResult.Done, roles.Length == 0 ? "none" : roles), cancel);
            sessions.Changed(account.Id);
        }
    }
}
