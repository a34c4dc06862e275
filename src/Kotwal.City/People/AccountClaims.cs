using System.Security.Claims;
using Kotwal.City.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kotwal.City.People;

/// <summary>What a session knows of its account: id, name, security stamp and roles.</summary>
internal sealed class AccountClaims(
    UserManager<Account> users, IOptions<IdentityOptions> options, IDbContextFactory<CityDbContext> contexts)
    : UserClaimsPrincipalFactory<Account>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        await using var city = await contexts.CreateDbContextAsync();
        var roles = await city.Set<RoleGrant>().Where(g => g.AccountId == user.Id).Select(g => g.Role).ToListAsync();
        identity.AddClaims(roles.Select(role => new Claim(ClaimTypes.Role, role)));
        return identity;
    }
}
