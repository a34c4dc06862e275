using System.Security.Claims;
using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Respond.Incidents.Endpoints;

/// <summary>Changes the status of an incident. Setting the status it has changes nothing.</summary>
internal static class SetStatus
{
    public static void Map(IEndpointRouteBuilder incidents) =>
        incidents.MapPost("/{id:guid}/status", HandleAsync).WithName(nameof(SetStatus)).RequireAuthorization(Policies.WriteIncidents);

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, IncidentActions actions, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (!StatusName.TryRead(request.Status, out var status))
        {
            return TypedResults.Problem(
                "The status is one of open, in_progress, contained and closed.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (request.Reason?.Length > IncidentNote.MaxTextLength)
        {
            return TypedResults.Problem(
                $"A reason has at most {IncidentNote.MaxTextLength} characters.", statusCode: StatusCodes.Status400BadRequest);
        }

        return DeedResult.Of(await actions.SetStatusAsync(
            new IncidentId(id), status, request.Reason, request.Version, user, cancel));
    }

    /// <param name="Status">One of <c>open</c>, <c>in_progress</c>, <c>contained</c>, <c>closed</c>.</param>
    /// <param name="Reason">Why; needed to close and to open again.</param>
    /// <param name="Version">The version that was read; without it the change is made whatever others did.</param>
    internal sealed record Request(string? Status, string? Reason, Guid? Version);
}
