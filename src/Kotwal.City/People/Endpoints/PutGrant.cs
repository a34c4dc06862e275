using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.People.Endpoints;

/// <summary>Gives a role, or gives it another reach and end.</summary>
internal static class PutGrant
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapPut("/{id:guid}/grants/{role}", HandleAsync).WithName(nameof(PutGrant)).RequireAuthorization(Policies.Administer);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, string role, Request request, GrantActions actions, ClaimsPrincipal user, CancellationToken cancel) =>
        RefusalProblem.NoContentOr(await actions.PutAsync(
            id, new GrantRequest(role, request.Scope ?? [], request.ExpiresAt), request.Version, user, cancel));

    /// <param name="Scope">Parts of the city, <c>kind:value</c>; none for the whole city.</param>
    /// <param name="ExpiresAt">When it ends; none for never.</param>
    /// <param name="Version">The version of the person that was read; without it the change is made whatever others did.</param>
    internal sealed record Request(IReadOnlyList<string>? Scope, DateTimeOffset? ExpiresAt, Guid? Version);
}
