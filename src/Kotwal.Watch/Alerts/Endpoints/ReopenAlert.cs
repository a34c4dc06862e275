using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.Events.Alerts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Alerts.Endpoints;

/// <summary>Opens a closed alert again. On any other alert it changes nothing.</summary>
internal static class ReopenAlert
{
    public static void Map(IEndpointRouteBuilder alerts) =>
        alerts.MapPost("/{id:guid}/reopen", HandleAsync).WithName(nameof(ReopenAlert)).RequireAuthorization(Policies.WriteAlerts);

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, AlertActions actions, ClaimsPrincipal user, CancellationToken cancel) =>
        DecisionResult.Of(await actions.ReopenAsync(new AlertId(id), user, cancel));
}
