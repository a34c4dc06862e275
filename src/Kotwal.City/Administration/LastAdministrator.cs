using Kotwal.City.Data;
using Kotwal.City.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Administration;

/// <summary>
/// Keeps the city from losing its last administrator: one who reaches all of it, without an end, and who can sign in. An account
/// whose link was not used yet does not count, nor a role that the sign-on provider gave and can take away.
/// </summary>
internal static class LastAdministrator
{
    /// <summary>Whether this account is such an administrator and no other is. Ask in the transaction that changes it.</summary>
    public static async Task<bool> IsAsync(CityDbContext city, Guid accountId, CancellationToken cancel)
    {
        var grants = await city.Set<RoleGrant>().AsNoTracking()
            .Where(grant => grant.Role == Roles.Admin && grant.ExpiresAt == null && grant.GrantedBy != RoleGrant.BySignOn)
            .Join(
                city.Set<Account>().Where(account => account.DisabledAt == null
                    && (account.PasswordHash != null
                        || city.Set<IdentityUserPasskey<Guid>>().Any(passkey => passkey.UserId == account.Id)
                        || city.Set<IdentityUserLogin<Guid>>().Any(login => login.UserId == account.Id))),
                grant => grant.AccountId,
                account => account.Id,
                (grant, _) => grant)
            .ToListAsync(cancel);
        var administrators = grants.Where(grant => grant.Scope.Count == 0).Select(grant => grant.AccountId).ToList();
        return administrators.Count == 1 && administrators[0] == accountId;
    }
}
