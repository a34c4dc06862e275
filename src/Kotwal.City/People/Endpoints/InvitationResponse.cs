using Kotwal.City.Administration;
using Microsoft.AspNetCore.Http;

namespace Kotwal.City.People.Endpoints;

/// <summary>An account with the link with which its person sets a password.</summary>
/// <param name="Id">The account.</param>
/// <param name="Link">Works once. It is nowhere kept and cannot be shown again: hand it over on a safe way.</param>
/// <param name="LinkExpiresAt">When the link ends, used or not.</param>
internal sealed record InvitationResponse(Guid Id, string Link, DateTimeOffset LinkExpiresAt)
{
    public static InvitationResponse From(Invitation invitation, HttpRequest request) =>
        new(invitation.AccountId, $"{request.Scheme}://{request.Host}/welcome?token={invitation.Token}", invitation.ExpiresAt);
}
