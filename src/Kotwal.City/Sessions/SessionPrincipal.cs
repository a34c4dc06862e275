using System.Security.Claims;
using Kotwal.City.People;
using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.Sessions;

/// <summary>How a session says who it belongs to. The cookie carries ids and nothing else; what they may do is read anew.</summary>
public static class SessionPrincipal
{
    /// <summary>Claim type of the session's id.</summary>
    public const string SessionType = "kotwal:session";

    /// <summary>The session that somebody came with; null for tokens and strangers.</summary>
    public static AccountSessionId? SessionOf(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(SessionType), out var id) ? new AccountSessionId(id) : null;

    /// <summary>The account that somebody came with; null for tokens and strangers.</summary>
    public static Guid? AccountOf(ClaimsPrincipal user) =>
        SessionOf(user) is not null && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>What the cookie carries.</summary>
    internal static ClaimsPrincipal ForCookie(AccountSession session) => Of([
        new(ClaimTypes.NameIdentifier, session.AccountId.ToString("D")),
        new(SessionType, session.Id.Value.ToString("D")),
    ]);

    /// <summary>What requests and circuits see.</summary>
    internal static ClaimsPrincipal ForRequest(AccountSession session, string name, IEnumerable<RoleGrant> grants) => Of([
        new(ClaimTypes.NameIdentifier, session.AccountId.ToString("D")),
        new(ClaimTypes.Name, name),
        new(SessionType, session.Id.Value.ToString("D")),
        .. grants.OrderBy(grant => grant.Role, StringComparer.Ordinal).SelectMany(grant => GrantClaims.Write(grant.Role, grant.Scope)),
    ]);

    /// <summary>Whether two say the same: same session, same name, same grants.</summary>
    public static bool Same(ClaimsPrincipal one, ClaimsPrincipal other) => Text(one) == Text(other);

    /// <summary>All claims in one text, equal for equal ones.</summary>
    public static string Text(ClaimsPrincipal user) => string.Join('\u0001', user.Claims.Select(claim => claim.Type + '\u0002' + claim.Value));

    private static ClaimsPrincipal Of(IEnumerable<Claim> claims) => new(new ClaimsIdentity(claims, IdentityConstants.ApplicationScheme));
}
