using Kotwal.City.Data;
using Kotwal.City.People;

namespace Kotwal.City.SingleSignOn;

/// <summary>
/// What the provider's roles change about an account's grants. What an administrator gave stays as long as it is in force; one that
/// has ended keeps nobody in, and stands in the way of no role of the provider.
/// </summary>
internal sealed class ProviderGrants
{
    private readonly IReadOnlyList<RoleGrant> gone;
    private readonly IReadOnlyList<RoleGrant> ended;
    private readonly IReadOnlyList<string> missing;

    private ProviderGrants(IReadOnlyList<RoleGrant> grants, IReadOnlySet<string> roles, DateTimeOffset now)
    {
        gone = [.. grants.Where(g => g.GrantedBy == RoleGrant.BySignOn && !roles.Contains(g.Role))];
        ended = [.. grants.Where(g => !g.IsValid(now) && roles.Contains(g.Role))];
        missing = [.. roles.Except(grants.Select(g => g.Role))];
        Before = Sorted(grants.Where(g => g.IsValid(now)).Select(g => g.Role));
        After = Sorted(grants.Where(g => g.IsValid(now)).Except(gone).Select(g => g.Role).Union(roles));
    }

    /// <summary>Roles in force, by name.</summary>
    public IReadOnlyList<string> Before { get; }

    /// <summary>Roles in force when it is done, by name.</summary>
    public IReadOnlyList<string> After { get; }

    public bool IsChange => gone.Count + ended.Count + missing.Count > 0;

    public static ProviderGrants Of(IReadOnlyList<RoleGrant> grants, IReadOnlySet<string> roles, DateTimeOffset now) => new(grants, roles, now);

    public static string InWords(IReadOnlyList<string> roles) => roles.Count == 0 ? "without a role" : string.Join(' ', roles);

    /// <summary>Makes the changes on the context that the grants were read with; nothing is saved by it.</summary>
    public void Apply(CityDbContext city, Guid accountId, DateTimeOffset now)
    {
        city.RemoveRange(gone);
        foreach (var grant in ended)
        {
            grant.Change([], null, RoleGrant.BySignOn, now);
        }

        city.AddRange(missing.Select(role => new RoleGrant(accountId, role, [], null, RoleGrant.BySignOn, now)));
    }

    private static IReadOnlyList<string> Sorted(IEnumerable<string> roles) => [.. roles.Order(StringComparer.Ordinal)];
}
