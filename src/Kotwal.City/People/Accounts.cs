using Kotwal.City.Audit;
using Kotwal.City.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.People;

/// <summary>Makes accounts and tells who there is. One per request.</summary>
public sealed class Accounts(
    UserManager<Account> users, CityDbContext city, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>Whether anyone can sign in at all.</summary>
    public Task<bool> AnyAsync(CancellationToken cancel) => city.Set<Account>().AnyAsync(cancel);

    /// <summary>Makes an account with the roles.</summary>
    /// <param name="name">Name to sign in with: letters, digits and <c>-._@+</c>; case does not matter.</param>
    /// <param name="password">At least twelve signs.</param>
    /// <param name="roles">Out of <see cref="Roles.All"/>.</param>
    /// <param name="by">Who makes it, for the audit trail.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Why it was refused, in codes of ASP.NET Core Identity; empty when it was made.</returns>
    public async Task<IReadOnlyList<IdentityError>> CreateAsync(
        string name, string password, IReadOnlyList<string> roles, string by, CancellationToken cancel)
    {
        if (roles.FirstOrDefault(r => !Roles.All.Contains(r)) is { } unknown)
        {
            throw new ArgumentException($"There is no role '{unknown}'.", nameof(roles));
        }

        if (name.Length > Account.MaxNameLength)
        {
            return [new IdentityError { Code = "UserNameTooLong", Description = $"A name has at most {Account.MaxNameLength} signs." }];
        }

        var account = new Account(name, clock.GetUtcNow());
        var result = await SaveAsync(account, password, roles, by, cancel);
        if (!result.Succeeded)
        {
            return [.. result.Errors];
        }

        await audit.WriteAsync(new(by, "account.create", name, AuditResult.Done, string.Join(' ', roles)), cancel);
        return [];
    }

    private async Task<IdentityResult> SaveAsync(
        Account account, string password, IReadOnlyList<string> roles, string by, CancellationToken cancel)
    {
        // Identity's store saves into this very context, so the account and its roles are one transaction.
        await using var write = await city.BeginWriteAsync(cancel);
        var result = await users.CreateAsync(account, password);
        if (result.Succeeded)
        {
            city.AddRange(roles.Distinct().Select(role => new RoleGrant(account.Id, role, [], null, by, clock.GetUtcNow())));
            await city.SaveChangesAsync(cancel);
            await write.CommitAsync(cancel);
        }

        return result;
    }
}
