using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Devices.Nodes.Endpoints;

/// <summary>What fails when a node fails, or what it needs to work.</summary>
internal static class GetImpact
{
    public static void Map(IEndpointRouteBuilder nodes) =>
        nodes.MapGet("/{id:guid}/impact", Handle).WithName(nameof(GetImpact)).RequireAuthorization(Policies.Read);

    private static Results<Ok<Response>, NotFound, ProblemHttpResult> Handle(
        Guid id, string? direction, int? depth, CityGraph city, ClaimsPrincipal user)
    {
        ImpactDirection? way = direction switch
        {
            null or "" or "fails" => ImpactDirection.Fails,
            "needs" => ImpactDirection.Needs,
            _ => null,
        };
        if (way is null || depth < 1)
        {
            return NodeProblem.Of("direction is fails or needs, depth at least 1.");
        }

        var (graph, reach) = (city.Current, Reach.For(user, Policies.Read));
        if (graph.Find(new NodeId(id), reach) is not { } node)
        {
            return TypedResults.NotFound();
        }

        var impact = graph.ImpactOf(node, way.Value, reach);
        var steps = impact.Steps.Where(step => depth is null || step.Depth <= depth).ToList();
        return TypedResults.Ok(new Response(
            NodeReference.Of(node),
            [.. steps.Select(step => new Step(NodeSummary.Of(step.Node), step.Depth, step.Via?.Id.Value, step.Relation))],
            impact.IsCut || steps.Count < impact.Steps.Count,
            impact.Hidden));
    }

    /// <param name="Node">The node that is asked about.</param>
    /// <param name="Steps">What is concerned, the nearest first, each once.</param>
    /// <param name="IsCut">True when there is more than is shown.</param>
    /// <param name="Hidden">How many more lie out of reach.</param>
    internal sealed record Response(NodeReference Node, IReadOnlyList<Step> Steps, bool IsCut, int Hidden);

    // Depth: steps from the node, from 1.
    // Via: the node before it on the way; null for the node itself, or where it is out of reach.
    internal sealed record Step(NodeSummary Node, int Depth, Guid? Via, string Relation);
}
