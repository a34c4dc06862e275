using System.Security.Claims;
using Kotwal.City.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.Access.Endpoints;

/// <summary>Takes a token back. Taking it back again changes nothing.</summary>
internal static class RevokeToken
{
    public static void Map(IEndpointRouteBuilder tokens) =>
        tokens.MapDelete("/{id:guid}", HandleAsync).WithName(nameof(RevokeToken)).RequireAuthorization(Policies.Administer);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, TokenActions actions, ClaimsPrincipal user, CancellationToken cancel) =>
        RefusalProblem.NoContentOr(await actions.RevokeAsync(new ApiTokenId(id), user, cancel));
}
