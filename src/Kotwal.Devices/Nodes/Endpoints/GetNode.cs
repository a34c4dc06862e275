using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Devices.Nodes.Endpoints;

/// <summary>One node whole: what is said of it and by whom, its marks, its relations, and why it is as critical as it is.</summary>
internal static class GetNode
{
    public static void Map(IEndpointRouteBuilder nodes) =>
        nodes.MapGet("/{id:guid}", HandleAsync).WithName(nameof(GetNode)).RequireAuthorization(Policies.Read);

    private static async Task<Results<Ok<NodeResponse>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, string? asKnownOn, NodeReader reader, Sightings sightings, PersonReads reads, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (!KnownOn.TryRead(asKnownOn, out var knownOn))
        {
            return NodeProblem.Of(KnownOn.Form);
        }

        var graph = await reader.GraphAsync(knownOn, cancel);
        var reach = Reach.For(user, Policies.Read);
        if (graph.Find(new NodeId(id), reach) is not { } node)
        {
            return TypedResults.NotFound();
        }

        await reads.NoteAsync(node, user, cancel);
        return TypedResults.Ok(NodeResponse.Of(graph, NodeView.Of(graph, node, reach), sightings.Guests));
    }
}
