using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.Events.Alerts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Alerts.Endpoints;

/// <summary>Opens an incident about an alert, or answers with the incident that it belongs to.</summary>
internal static class EscalateAlert
{
    public static void Map(IEndpointRouteBuilder alerts) =>
        alerts.MapPost("/{id:guid}/escalate", HandleAsync).WithName(nameof(EscalateAlert))
            .RequireAuthorization(Policies.WriteIncidents);

    private static async Task<Results<Ok<Response>, NotFound>> HandleAsync(
        Guid id, Request? request, AlertActions actions, ClaimsPrincipal user, CancellationToken cancel)
    {
        var incident = await actions.EscalateAsync(new AlertId(id), request?.Title, user, cancel);
        return incident is { } opened ? TypedResults.Ok(new Response(opened)) : TypedResults.NotFound();
    }

    /// <param name="Title">What the incident is called; the alert's title when it is not said.</param>
    internal sealed record Request(string? Title);

    internal sealed record Response(Guid IncidentId);
}
