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
        if ((IReadOnlyList<IdentityError>)[.. await users.JudgePasswordAsync(account, password), .. await users.JudgeNameAsync(account)] is { Count: > 0 } errors)
        {
            return errors;
        }

        // The slow hash is computed before the turn to write is taken.
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        var deed = new AuditDeed(by, "account.create", name, AuditResult.Done, string.Join(' ', roles));
        var result = await audit.DoAsync(deed, () => SaveAsync(account, roles, by), done => done.Succeeded ? null : "changed by another meanwhile", cancel);
        return [.. result.Errors];
    }

    private async Task<IdentityResult> SaveAsync(Account account, IReadOnlyList<string> roles, string by)
    {
        // Identity's store saves into this very context, so the account and its roles are one transaction.
        var cancel = CancellationToken.None;
        await using var write = await city.BeginWriteAsync(cancel);
        var result = await users.CreateAsync(account);
        if (result.Succeeded)
        {
            city.AddRange(roles.Distinct().Select(role => new RoleGrant(account.Id, role, [], null, by, clock.GetUtcNow())));
            await city.SaveChangesAsync(cancel);
            await write.CommitAsync(cancel);
        }

        return result;
    }
}
