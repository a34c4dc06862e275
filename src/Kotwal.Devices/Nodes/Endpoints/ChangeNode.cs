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
            { Node: not null } => TypedResults.NoContent(),
            { Refusal: { } why } => NodeProblem.Of(why),
            _ => TypedResults.NotFound(),
        };
}
