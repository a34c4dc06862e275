using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.Sessions.Endpoints;

/// <summary>Ends one of the sessions of the person who asks; somebody else's is not found.</summary>
internal static class EndMySession
{
    internal static void Map(IEndpointRouteBuilder mine) => mine.MapDelete("/{id:guid}", HandleAsync).WithName(nameof(EndMySession));

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, ClaimsPrincipal user, AccountSessions sessions, CancellationToken cancel)
    {
        if (SessionPrincipal.AccountOf(user) is not { } account)
        {
            return MySessions.NoPerson();
        }

        var ended = await sessions.EndAsync(account, new AccountSessionId(id), user.Identity?.Name ?? "", "ended by its owner", cancel);
        return ended ? TypedResults.NoContent() : TypedResults.NotFound();
    }
}
