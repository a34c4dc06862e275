using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.People;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Administration;

/// <summary>
/// The administrator who asks, as the database knows the person or token at this moment; a session may be older than that.
/// </summary>
/// <param name="Name">Name for the audit trail.</param>
/// <param name="Until">When the own right ends; null for never.</param>
internal sealed record Giver(string Name, DateTimeOffset? Until)
{
    /// <summary>Null when who asks does not administer the whole city.</summary>
    public static async Task<Giver?> FindAsync(CityDbContext city, ClaimsPrincipal user, DateTimeOffset now, CancellationToken cancel)
    {
        if (!Reach.For(user, Policies.Administer).IsWholeCity
            || !Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            return null;
        }

        var name = NameOf(user);
        var token = await city.Set<ApiToken>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == new ApiTokenId(id), cancel);
        if (token is not null)
        {
            return token.IsValid(now) && token.Role == Roles.Admin && token.Scope.Count == 0 ? new(name, token.ExpiresAt) : null;
        }

        var grant = await city.Set<RoleGrant>().AsNoTracking().SingleOrDefaultAsync(g => g.AccountId == id && g.Role == Roles.Admin, cancel);
        var isOpen = await city.Set<Account>().AnyAsync(a => a.Id == id && a.DisabledAt == null, cancel);
        return isOpen && grant is { Scope.Count: 0 } && grant.IsValid(now) ? new(name, grant.ExpiresAt) : null;
    }

    public static string NameOf(ClaimsPrincipal user) => user.Identity?.Name ?? "";

    /// <summary>Whether the own right lasts as long as what is to be given.</summary>
    public bool MayGiveUntil(DateTimeOffset? end) => Until is null || end <= Until;

    /// <summary>Whether the own right lasts as long as these grants: a way into an account is worth all that it may do.</summary>
    public bool MayOpen(IEnumerable<RoleGrant> grants, DateTimeOffset now) => grants.Where(grant => grant.IsValid(now)).All(grant => MayGiveUntil(grant.ExpiresAt));
}
