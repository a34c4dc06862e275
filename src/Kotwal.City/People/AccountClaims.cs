using System.Security.Claims;
using Kotwal.City.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kotwal.City.People;

/// <summary>What a session knows of its account: id, name, security stamp and roles.</summary>
internal sealed class AccountClaims(
    UserManager<Account> users, IOptions<IdentityOptions> options, IDbContextFactory<CityDbContext> contexts, TimeProvider clock)
    : UserClaimsPrincipalFactory<Account>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        await using var city = await contexts.CreateDbContextAsync();
        var now = clock.GetUtcNow();
        var grants = await city.Set<RoleGrant>().AsNoTracking()
            .Where(g => g.AccountId == user.Id && (g.ExpiresAt == null || g.ExpiresAt > now)).ToListAsync();
        identity.AddClaims(grants.SelectMany(grant => GrantClaims.Write(grant.Role, grant.Scope)));
        return identity;
    }
}
