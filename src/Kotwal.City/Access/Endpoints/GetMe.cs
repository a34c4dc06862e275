using System.Security.Claims;
using Kotwal.City.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.Access.Endpoints;

/// <summary>Tells whoever asks who that is and what may be done.</summary>
internal static class GetMe
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/me", Handle).WithName(nameof(GetMe)).WithTags("Administration").RequireAuthorization();

    private static Response Handle(ClaimsPrincipal user)
    {
        var isToken = user.Identity?.AuthenticationType == BearerTokens.Name;
        var grants = GrantClaims.Read(user).Select(grant => new Grant(grant.Role, [.. grant.Scope.Select(key => key.ToString()).Order(StringComparer.Ordinal)]));
        var policies = Policies.AllowedRoles.Keys.Order(StringComparer.Ordinal).Where(policy => Policies.Allows(user, policy))
            .Select(policy => new Policy(policy, Reach.For(user, policy) is { IsWholeCity: false } reach ? reach.KeyTexts : []));
        return new(
            user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", user.Identity?.Name ?? "", isToken ? "token" : "account", [.. grants], [.. policies]);
    }

    /// <param name="Id">Id of the account or token.</param>
    /// <param name="Name">Its name, as the audit trail has it.</param>
    /// <param name="Kind"><c>account</c> or <c>token</c>.</param>
    /// <param name="Roles">The roles and where they hold.</param>
    /// <param name="Policies">What may be done, and where.</param>
    internal sealed record Response(string Id, string Name, string Kind, IReadOnlyList<Grant> Roles, IReadOnlyList<Policy> Policies);

    /// <param name="Role">The role.</param>
    /// <param name="Scope">Parts of the city; empty for the whole city.</param>
    internal sealed record Grant(string Role, IReadOnlyList<string> Scope);

    /// <param name="Name">The permission.</param>
    /// <param name="Scope">Parts of the city; empty for the whole city.</param>
    internal sealed record Policy(string Name, IReadOnlyList<string> Scope);
}
