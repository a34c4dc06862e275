using System.Security.Claims;
using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Respond.Incidents.Endpoints;

/// <summary>Adds a note to an incident's timeline.</summary>
internal static class AddNote
{
    public static void Map(IEndpointRouteBuilder incidents) =>
        incidents.MapPost("/{id:guid}/notes", HandleAsync).WithName(nameof(AddNote)).RequireAuthorization(Policies.WriteIncidents);

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, IncidentActions actions, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > IncidentNote.MaxTextLength)
        {
            return TypedResults.Problem(
                $"A note has a text of at most {IncidentNote.MaxTextLength} characters.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        return DeedResult.Of(await actions.AddNoteAsync(new IncidentId(id), request.Text, user, cancel));
    }

    internal sealed record Request(string? Text);
}
