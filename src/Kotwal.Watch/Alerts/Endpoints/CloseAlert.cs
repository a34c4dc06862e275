using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.Events.Alerts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Alerts.Endpoints;

/// <summary>Closes an alert with a reason. Closing a closed alert changes nothing.</summary>
internal static class CloseAlert
{
    public static void Map(IEndpointRouteBuilder alerts) =>
        alerts.MapPost("/{id:guid}/close", HandleAsync).WithName(nameof(CloseAlert)).RequireAuthorization(Policies.WriteAlerts);

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, AlertActions actions, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (!AlertWords.TryRead<AlertCloseReason>(request.Reason, out var reason))
        {
            return TypedResults.Problem(
                $"Closing an alert needs a reason, one of {AlertWords.All<AlertCloseReason>()}.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        if (request.Note?.Length > StoredAlert.MaxNoteLength)
        {
            return TypedResults.Problem(
                $"A note has at most {StoredAlert.MaxNoteLength} characters.", statusCode: StatusCodes.Status400BadRequest);
        }

        return DecisionResult.Of(
            await actions.CloseAsync(new AlertId(id), reason, request.Note, user, cancel));
    }

    /// <param name="Reason">One of the words of <see cref="AlertCloseReason"/>, such as <c>false_positive</c>.</param>
    /// <param name="Note">What else there is to say.</param>
    internal sealed record Request(string? Reason, string? Note);
}
