using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.People.Endpoints;

/// <summary>Removes the authenticator app and the recovery codes of somebody who lost them.</summary>
internal static class ResetFactor
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapDelete("/{id:guid}/second-factor", HandleAsync).WithName(nameof(ResetFactor)).RequireAuthorization(Policies.Administer);

    /// <param name="id">Which account.</param>
    /// <param name="version">The version that was read; without it the change is made whatever others did.</param>
    /// <param name="actions">Does it.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="cancel">Gives up.</param>
    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Guid? version, AccountActions actions, ClaimsPrincipal user, CancellationToken cancel) =>
        RefusalProblem.NoContentOr(await actions.RemoveFactorAsync(id, version, user, cancel));
}
