using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Devices.Waiting.Endpoints;

/// <summary>Merges that are proposed and that were made, and what a person decides about them.</summary>
internal static class Merges
{
    private const int MaxRows = 1_000;

    public static void Map(IEndpointRouteBuilder merges)
    {
        merges.MapGet("/", List).WithName("ListMerges").RequireAuthorization(Policies.Read);
        merges.MapPost("/accept", AcceptAsync).WithName("AcceptMerge").RequireAuthorization(Policies.WriteCityAll);
        merges.MapPost("/reject", RejectAsync).WithName("RejectMerge").RequireAuthorization(Policies.WriteCityAll);
        merges.MapPost("/undo", UndoAsync).WithName("UndoMerge").RequireAuthorization(Policies.WriteCityAll);
    }

    private static Ok<Response> List(CityGraph city, ClaimsPrincipal user)
    {
        var (graph, reach) = (city.Current, Reach.For(user, Policies.Read));
        return TypedResults.Ok(new Response(
            [
                .. graph.Proposals(reach).Take(MaxRows).Select(proposal => new Proposal(
                    proposal.Node.Id.Value, proposal.Node.Name, proposal.Other.Id.Value, proposal.Other.Name, proposal.Source, proposal.Since)),
            ],
            [.. MergedPart.Of(graph, reach).Take(MaxRows).Select(merged => new Merged(merged.Part.Value, merged.Into.Id.Value, merged.Into.Name))]));
    }

    private static async Task<Results<NoContent, NotFound>> AcceptAsync(Pair pair, WaitingActions actions, ClaimsPrincipal user, CancellationToken cancel) =>
        await actions.MergeAsync(new NodeId(pair.Node), new NodeId(pair.Other), user, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> RejectAsync(Pair pair, WaitingActions actions, ClaimsPrincipal user, CancellationToken cancel) =>
        await actions.RejectAsync(new NodeId(pair.Node), new NodeId(pair.Other), user, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> UndoAsync(Undo undo, WaitingActions actions, ClaimsPrincipal user, CancellationToken cancel) =>
        await actions.UndoAsync(new NodeId(undo.Part), user, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    /// <param name="Node">The one that goes on as the other.</param>
    /// <param name="Other">The one that goes on.</param>
    internal sealed record Pair(Guid Node, Guid Other);

    /// <param name="Part">The node that is to be by itself again.</param>
    internal sealed record Undo(Guid Part);

    internal sealed record Response(IReadOnlyList<Proposal> Proposed, IReadOnlyList<Merged> Done);

    internal sealed record Proposal(Guid Node, string NodeName, Guid Other, string OtherName, string Source, DateTimeOffset Since);

    internal sealed record Merged(Guid Part, Guid Into, string Name);
}
