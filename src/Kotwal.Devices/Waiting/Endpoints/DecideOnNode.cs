using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Devices.Waiting.Endpoints;

/// <summary>Confirms or ignores a node that was heard.</summary>
internal static class DecideOnNode
{
    public static void Map(IEndpointRouteBuilder nodes)
    {
        nodes.MapPost("/{id:guid}/confirm", ConfirmAsync).WithName("ConfirmNode").RequireAuthorization(Policies.WriteCity);
        nodes.MapPost("/{id:guid}/ignore", IgnoreAsync).WithName("IgnoreNode").RequireAuthorization(Policies.WriteCityAll);
    }

    private static async Task<Results<NoContent, NotFound>> ConfirmAsync(
        Guid id, WaitingActions actions, ClaimsPrincipal user, CancellationToken cancel) =>
        await actions.ConfirmAsync(new NodeId(id), user, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> IgnoreAsync(
        Guid id, WaitingActions actions, ClaimsPrincipal user, CancellationToken cancel) =>
        await actions.IgnoreAsync(new NodeId(id), user, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();
}
