using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.Sessions.Endpoints;

/// <summary>Where the person who asks is signed in.</summary>
internal static class ListMySessions
{
    internal static void Map(IEndpointRouteBuilder mine) => mine.MapGet("", HandleAsync).WithName(nameof(ListMySessions));

    private static async Task<Results<Ok<IReadOnlyList<SessionResponse>>, ProblemHttpResult>> HandleAsync(
        ClaimsPrincipal user, AccountSessions sessions, CancellationToken cancel)
    {
        if (SessionPrincipal.AccountOf(user) is not { } account)
        {
            return MySessions.NoPerson();
        }

        var here = SessionPrincipal.SessionOf(user);
        IReadOnlyList<SessionResponse> answer = [.. (await sessions.ListAsync(account, cancel)).Select(s => new SessionResponse(
            s.Id.Value, s.StartedAt, s.LastSeenAt, s.Address, s.Browser, s.Method.ToString(), s.Id == here))];
        return TypedResults.Ok(answer);
    }

    internal sealed record SessionResponse(
        Guid Id, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, string Address, string Browser, string Method, bool IsThisOne);
}
