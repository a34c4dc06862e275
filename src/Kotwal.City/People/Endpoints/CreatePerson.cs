using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.People.Endpoints;

/// <summary>Makes an account; its person sets the password with the link that is answered once.</summary>
internal static class CreatePerson
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapPost("/", HandleAsync).WithName(nameof(CreatePerson)).RequireAuthorization(Policies.Administer);

    private static async Task<Results<Created<InvitationResponse>, ProblemHttpResult>> HandleAsync(
        Request request, Invitations invitations, HttpContext context, ClaimsPrincipal user, CancellationToken cancel)
    {
        var grants = (request.Grants ?? []).Select(grant => grant?.AsRequest() ?? new GrantRequest("", [], null));
        var invitation = await invitations.CreateAsync(
            new PersonRequest(request.Name ?? "", request.DisplayName, request.Mail, [.. grants]), user, cancel);
        return invitation.Refused is { } refused
            ? RefusalProblem.Of(refused)
            : TypedResults.Created($"/api/v1/people/{invitation.AccountId}", InvitationResponse.From(invitation, context.Request));
    }

    /// <param name="Name">Name to sign in with; it stays in the audit trail.</param>
    /// <param name="DisplayName">The person's name as others read it.</param>
    /// <param name="Mail">Mail address.</param>
    /// <param name="Grants">What the person may do.</param>
    internal sealed record Request(string? Name, string? DisplayName, string? Mail, IReadOnlyList<Grant?>? Grants);

    /// <param name="Role">One of <c>admin</c>, <c>analyst</c>, <c>responder</c>, <c>engineer</c>, <c>auditor</c>.</param>
    /// <param name="Scope">Parts of the city, <c>kind:value</c>; none for the whole city.</param>
    /// <param name="ExpiresAt">When it ends; none for never.</param>
    internal sealed record Grant(string? Role, IReadOnlyList<string>? Scope, DateTimeOffset? ExpiresAt)
    {
        public GrantRequest AsRequest() => new(Role ?? "", Scope ?? [], ExpiresAt);
    }
}
