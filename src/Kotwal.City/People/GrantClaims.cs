using System.Security.Claims;

namespace Kotwal.City.People;

/// <summary>How grants travel with a session or a token: one role claim each, and one scope claim where a grant does not reach the whole city.</summary>
public static class GrantClaims
{
    /// <summary>Claim type of a grant's scope. Value: the role, then the parts, each on a line of its own.</summary>
    public const string ScopeType = "kotwal:scope";

    /// <summary>The claims of one grant.</summary>
    /// <param name="role">One of <see cref="Roles.All"/>.</param>
    /// <param name="scope">The parts it reaches; empty for the whole city.</param>
    public static IEnumerable<Claim> Write(string role, IReadOnlyCollection<ScopeKey> scope)
    {
        yield return new Claim(ClaimTypes.Role, role);
        if (scope.Count > 0)
        {
            yield return new Claim(ScopeType, string.Join('\n', scope.Select(key => key.ToString()).Prepend(role)));
        }
    }

    /// <summary>The grants that somebody came with. A scope that cannot be read reaches nothing.</summary>
    public static IEnumerable<(string Role, IReadOnlyCollection<ScopeKey> Scope)> Read(ClaimsPrincipal user)
    {
        var scopes = user.FindAll(ScopeType).Select(claim => claim.Value.Split('\n')).ToLookup(lines => lines[0], lines => lines[1..]);
        foreach (var role in user.FindAll(ClaimTypes.Role).Select(claim => claim.Value).Distinct())
        {
            if (!scopes.Contains(role))
            {
                yield return (role, []);
                continue;
            }

            var keys = new HashSet<ScopeKey>();
            foreach (var text in scopes[role].SelectMany(lines => lines))
            {
                if (ScopeKey.TryParse(text, out var key))
                {
                    keys.Add(key);
                }
            }

            if (keys.Count > 0)
            {
                yield return (role, keys);
            }
        }
    }
}
