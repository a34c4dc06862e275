using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.People.Endpoints;

/// <summary>Takes a role away.</summary>
internal static class DeleteGrant
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapDelete("/{id:guid}/grants/{role}", HandleAsync).WithName(nameof(DeleteGrant)).RequireAuthorization(Policies.Administer);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, string role, Guid? version, GrantActions actions, ClaimsPrincipal user, CancellationToken cancel) =>
        RefusalProblem.NoContentOr(await actions.RemoveAsync(id, role, version, user, cancel));
}
