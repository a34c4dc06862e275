using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Devices.Nodes.Endpoints;

/// <summary>Changes what people say of a node: attributes, marks and relations, stated or ended.</summary>
internal static class ChangeNode
{
    public static void Map(IEndpointRouteBuilder nodes) =>
        nodes.MapPatch("/{id:guid}", HandleAsync).WithName(nameof(ChangeNode)).RequireAuthorization(Policies.WriteCity);

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, NodeChange change, NodeEdits edits, ClaimsPrincipal user, CancellationToken cancel) =>
        await edits.ChangeAsync(new NodeId(id), change, user, cancel) switch
        {
            { IsDone: true } => TypedResults.NoContent(),
            { IsOutdated: true } => NodeProblem.Of("The node has changed since you read it. Read it again.", StatusCodes.Status409Conflict),
            { Refusals: { Count: > 0 } refusals } => NodeProblem.Of(refusals),
            _ => TypedResults.NotFound(),
        };
}
