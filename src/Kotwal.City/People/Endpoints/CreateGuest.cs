using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.People.Endpoints;

/// <summary>Makes an account for one incident or one audit that ends by itself, and its one-time link.</summary>
internal static class CreateGuest
{
    public static void Map(IEndpointRouteBuilder guests) =>
        guests.MapPost("/", HandleAsync).WithName(nameof(CreateGuest)).RequireAuthorization(Policies.Administer);

    private static async Task<Results<Created<InvitationResponse>, ProblemHttpResult>> HandleAsync(
        Request request, Invitations invitations, HttpContext context, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (request.Incident is null != request.Audit)
        {
            return RefusalProblem.Of(Refusal.NotForGuests);
        }

        var invitation = await invitations.CreateAsync(
            new GuestRequest(request.Name ?? "", request.DisplayName, request.Mail, request.Incident, request.Until), user, cancel);
        return invitation.Refused is { } refused
            ? RefusalProblem.Of(refused)
            : TypedResults.Created($"/api/v1/people/{invitation.AccountId}", InvitationResponse.From(invitation, context.Request));
    }

    /// <param name="Name">Name to sign in with; it stays in the audit trail.</param>
    /// <param name="DisplayName">The person's name as others read it.</param>
    /// <param name="Mail">Mail address.</param>
    /// <param name="Incident">The id of the incident that the guest works on as a responder.</param>
    /// <param name="Audit">True, instead of an incident, for an auditor, who reads the whole city and its audit trail.</param>
    /// <param name="Until">When it ends, at most 90 days from now.</param>
    internal sealed record Request(
        string? Name, string? DisplayName, string? Mail, Guid? Incident, DateTimeOffset? Until, bool Audit = false);
}
