using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.Events.Alerts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Alerts.Endpoints;

/// <summary>Takes an alert in hand. A second time, or on a closed alert, it changes nothing.</summary>
internal static class AcknowledgeAlert
{
    public static void Map(IEndpointRouteBuilder alerts) =>
        alerts.MapPost("/{id:guid}/acknowledge", HandleAsync).WithName(nameof(AcknowledgeAlert))
            .RequireAuthorization(Policies.WriteAlerts);

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, AlertActions actions, ClaimsPrincipal user, CancellationToken cancel) =>
        DecisionResult.Of(await actions.AcknowledgeAsync(new AlertId(id), user, cancel));
}
