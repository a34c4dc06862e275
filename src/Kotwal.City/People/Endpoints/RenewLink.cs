using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.People.Endpoints;

/// <summary>Makes a new one-time link, with which the person sets another password.</summary>
internal static class RenewLink
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapPost("/{id:guid}/link", HandleAsync).WithName(nameof(RenewLink)).RequireAuthorization(Policies.Administer);

    private static async Task<Results<Ok<InvitationResponse>, ProblemHttpResult>> HandleAsync(
        Guid id, Invitations invitations, HttpContext context, ClaimsPrincipal user, CancellationToken cancel)
    {
        var invitation = await invitations.RenewAsync(id, user, cancel);
        return invitation.Refused is { } refused
            ? RefusalProblem.Of(refused)
            : TypedResults.Ok(InvitationResponse.From(invitation, context.Request));
    }
}
