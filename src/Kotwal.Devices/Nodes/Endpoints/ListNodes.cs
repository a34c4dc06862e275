using System.Security.Claims;
using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Devices.Nodes.Endpoints;

/// <summary>Lists nodes, or searches them.</summary>
internal static class ListNodes
{
    private const int DefaultRows = 50;

    public static void Map(IEndpointRouteBuilder nodes) =>
        nodes.MapGet("/", HandleAsync).WithName(nameof(ListNodes)).RequireAuthorization(Policies.Read);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Request request, NodeReader reader, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (!KnownOn.TryRead(request.AsKnownOn, out var knownOn))
        {
            return NodeProblem.Of(KnownOn.Form);
        }

        var filter = new NodeFilter
        {
            Text = request.Text,
            Kind = request.Kind,
            Type = request.Type,
            Zone = request.Zone,
            Ward = request.Ward,
            Service = request.Service,
            Owner = request.Owner,
            State = request.State,
            Criticality = request.Criticality,
        };
        var graph = await reader.GraphAsync(knownOn, cancel);
        return NodeReader.List(graph, filter, Reach.For(user, Policies.Read), request.After, request.Rows ?? DefaultRows) is { } page
            ? TypedResults.Ok(new Response([.. page.Nodes.Select(NodeSummary.Of)], page.Total, page.Next))
            : NodeProblem.Of($"'{request.After}' is not the next of a page.");
    }

    // Text: a part of the name, of the short id or of any mark.
    // Zone: short id, name or id; so for ward, service and owner.
    // Criticality: low, medium, high or critical, as it is worked out.
    // AsKnownOn: a day or a point in time; nothing for the present.
    // After: the next of the page before.
    // Rows: most rows, 1 to 200; 50 when it is not said.
    internal sealed record Request(
        string? Text, string? Kind, string? Type, string? Zone, string? Ward, string? Service, string? Owner, string? State,
        string? Criticality, string? AsKnownOn, string? After, int? Rows);

    /// <param name="Nodes">The nodes.</param>
    /// <param name="Total">How many there are on all pages.</param>
    /// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
    internal sealed record Response(IReadOnlyList<NodeSummary> Nodes, int Total, string? Next);
}
