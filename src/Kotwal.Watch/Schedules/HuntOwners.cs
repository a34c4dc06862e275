using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.People;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Schedules;

/// <summary>
/// Says what a hunt that runs by itself may see: what its owner may read at this moment, but never the audit trail, since its alerts
/// are read by people who may not. Safe for many threads.
/// </summary>
internal sealed class HuntOwners(IDbContextFactory<CityDbContext> contexts, TimeProvider clock)
{
    /// <summary>What the account may read now; null when it may read nothing: it is disabled, has left, or has no role for it any more.</summary>
    public async Task<Reach?> ReachAsync(Guid account, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        if (!await city.Set<Account>().AnyAsync(known => known.Id == account && known.DisabledAt == null && known.LeftAt == null, cancel))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var grants = await city.Set<RoleGrant>().AsNoTracking().Where(grant => grant.AccountId == account).ToListAsync(cancel);
        var claims = grants.Where(grant => grant.IsValid(now)).SelectMany(grant => GrantClaims.Write(grant.Role, grant.Scope));
        var reach = Reach.For(new ClaimsPrincipal(new ClaimsIdentity(claims, "schedule")), Policies.Read);
        return reach.IsWholeCity ? Reach.WholeCityWithoutAudit : reach.Keys.Count > 0 ? Reach.Of(reach.Keys) : null;
    }
}
