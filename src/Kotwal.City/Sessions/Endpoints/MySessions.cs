using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.Sessions.Endpoints;

/// <summary>The sessions of the person who asks.</summary>
internal static class MySessions
{
    internal static void Map(IEndpointRouteBuilder endpoints)
    {
        var mine = endpoints.MapGroup("/api/v1/me/sessions").RequireAuthorization();
        ListMySessions.Map(mine);
        EndMySession.Map(mine);
        EndMyOtherSessions.Map(mine);
    }

    internal static ProblemHttpResult NoPerson() =>
        TypedResults.Problem("A token has no sessions.", statusCode: StatusCodes.Status403Forbidden);
}
