using System.Collections.Frozen;
using System.Security.Claims;
using Kotwal.City.People;

namespace Kotwal.City.Access;

/// <summary>
/// How much of the city somebody may see or work on with one permission: all of it, or what stands in at least one of some parts.
/// Every query that answers a person or a token takes one. Immutable.
/// </summary>
/// <remarks>What stands in no part at all (an event of an unknown address) is seen only by those who reach the whole city.</remarks>
public sealed class Reach
{
    private Reach(IEnumerable<ScopeKey> keys) => Keys = keys.ToFrozenSet();

    /// <summary>Everything: the program's own work, and people whose grant names no parts.</summary>
    public static Reach WholeCity { get; } = new([]) { IsWholeCity = true, SeesAudit = true };

    /// <summary>All of the city, but not what people did with this program.</summary>
    public static Reach WholeCityWithoutAudit { get; } = new([]) { IsWholeCity = true };

    /// <summary>Nothing at all.</summary>
    public static Reach Nothing { get; } = new([]);

    public bool IsWholeCity { get; private init; }

    /// <summary>
    /// Whether what stands in the audit trail is seen: its entries are events too, and alerts and incidents come of them. Without it
    /// they are as unknown as what is out of reach.
    /// </summary>
    public bool SeesAudit { get; private init; }

    /// <summary>The parts that are reached; empty for the whole city and for nothing.</summary>
    public FrozenSet<ScopeKey> Keys { get; }

    /// <summary>The parts as text, as tables store them.</summary>
    public IReadOnlyList<string> KeyTexts => [.. Keys.Select(key => key.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>Reaches what stands in one of the parts; no parts is nothing.</summary>
    public static Reach Of(IEnumerable<ScopeKey> keys) => new(keys);

    /// <summary>
    /// What the person or token reaches with a permission: its grants whose role has the permission, taken together.
    /// </summary>
    /// <param name="user">Who asks, with the claims that <see cref="GrantClaims"/> writes.</param>
    /// <param name="policy">A name of <see cref="Policies"/>.</param>
    public static Reach For(ClaimsPrincipal user, string policy)
    {
        var seesAudit = GrantClaims.Read(user).Any(grant => grant.Scope.Count == 0 && Policies.AllowedRoles[Policies.ReadAudit].Contains(grant.Role));
        var keys = new HashSet<ScopeKey>();
        foreach (var (role, scope) in GrantClaims.Read(user))
        {
            if (!Policies.AllowedRoles[policy].Contains(role))
            {
                continue;
            }

            if (scope.Count == 0)
            {
                return seesAudit ? WholeCity : WholeCityWithoutAudit;
            }

            keys.UnionWith(scope);
        }

        return new Reach(keys) { SeesAudit = seesAudit };
    }

    /// <summary>Whether a thing that stands in these parts is reached.</summary>
    public bool Covers(IEnumerable<ScopeKey> parts) => IsWholeCity || parts.Any(Keys.Contains);
}
