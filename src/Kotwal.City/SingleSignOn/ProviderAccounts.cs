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
    private const string NameSigns = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._@+";
    private const int MostNamesakes = 100;

    /// <summary>The person's account with the grants of now; made when there is none and the provider gives a role.</summary>
    /// <returns>Null when the person has no role here or has left, or the account is closed.</returns>
    internal async Task<Account?> FindOrMakeAsync(Vouched person, CancellationToken cancel)
    {
        if (await PlanAsync(person, cancel) is not { } plan)
        {
            return null;
        }

        if (plan.Deed is { } deed)
        {
            var saved = await audit.DoAsync(deed, () => SaveAsync(person, deed), done => done is null ? "changed by another meanwhile" : null, cancel);
            return saved is { MayEnter: true } ? saved.Account : null;
        }

        return plan.MayEnter ? plan.Account : null;
    }

    private async Task<Plan?> PlanAsync(Vouched person, CancellationToken cancel)
    {
        var account = await users.FindByLoginAsync(person.Issuer, person.Subject);
        if (account is { DisabledAt: not null } || (account is null && (person.Roles.Count == 0 || await HasLeftAsync(person))))
        {
            return null;
        }

        var name = account?.UserName ?? await FreeNameAsync(person.Name, cancel);
        var grants = account is null ? [] : await city.Set<RoleGrant>().Where(g => g.AccountId == account.Id).ToListAsync(cancel);
        return new(person, account, name, ProviderGrants.Of(grants, person.Roles, clock.GetUtcNow()));
    }

    private async Task<bool> HasLeftAsync(Vouched person) =>
        await users.FindByLoginAsync(LeftLogin.Provider, LeftLogin.KeyOf(person.Issuer, person.Subject)) is not null;

    /// <summary>Does what was written down, unless another has changed meanwhile what there is to do.</summary>
    private async Task<Plan?> SaveAsync(Vouched person, AuditDeed written)
    {
        var cancel = CancellationToken.None;
        city.ChangeTracker.Clear();
        await using var write = await city.BeginWriteAsync(cancel);
        if (await PlanAsync(person, cancel) is not { } plan || plan.Deed != written)
        {
            return null;
        }

        var account = plan.Account ?? await MakeAsync(plan);
        plan.Grants.Apply(city, account.Id, clock.GetUtcNow());
        await city.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        sessions.Changed(account.Id);
        return plan with { Account = account };
    }

    private async Task<Account> MakeAsync(Plan plan)
    {
        var account = new Account(plan.Name, clock.GetUtcNow());
        var made = await users.CreateAsync(account);
        var login = made.Succeeded ? await users.AddLoginAsync(account, new UserLoginInfo(plan.Person.Issuer, plan.Person.Subject, RoleGrant.BySignOn)) : made;
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

    /// <summary>What a sign-in changes here.</summary>
    private sealed record Plan(Vouched Person, Account? Account, string Name, ProviderGrants Grants)
    {
        public bool MayEnter => Grants.After.Count > 0;

        /// <summary>What the audit trail says of it; null when nothing changes.</summary>
        public AuditDeed? Deed => (Account, Grants.IsChange) switch
        {
            (null, _) => new(RoleGrant.BySignOn, "account.create", Name, AuditResult.Done, $"{ProviderGrants.InWords(Grants.After)}; {Person.Issuer} {Person.Subject}"),
            (_, true) => new(RoleGrant.BySignOn, "grant.change", Name, AuditResult.Done, $"{ProviderGrants.InWords(Grants.Before)} → {ProviderGrants.InWords(Grants.After)}"),
            _ => null,
        };
    }
}
