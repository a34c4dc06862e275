using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.Sessions.Endpoints;

/// <summary>Ends all sessions of the person who asks, but the one that asks.</summary>
internal static class EndMyOtherSessions
{
    internal static void Map(IEndpointRouteBuilder mine) => mine.MapDelete("", HandleAsync).WithName(nameof(EndMyOtherSessions));

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        ClaimsPrincipal user, AccountSessions sessions, CancellationToken cancel)
    {
        if (SessionPrincipal.AccountOf(user) is not { } account)
        {
            return MySessions.NoPerson();
        }

        await sessions.EndAllAsync(account, SessionPrincipal.SessionOf(user), user.Identity?.Name ?? "", "ended by its owner", cancel);
        return TypedResults.NoContent();
    }
}
