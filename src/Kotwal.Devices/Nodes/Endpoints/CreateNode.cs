using System.Security.Claims;
using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Devices.Nodes.Endpoints;

/// <summary>Makes a node, as the word of the person who asks.</summary>
internal static class CreateNode
{
    public static void Map(IEndpointRouteBuilder nodes) =>
        nodes.MapPost("/", HandleAsync).WithName(nameof(CreateNode)).RequireAuthorization(Policies.WriteCityAll);

    private static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        Request request, NodeEdits edits, ClaimsPrincipal user, CancellationToken cancel)
    {
        var change = new NodeChange(request.Attributes, request.Identifiers, request.Relations, request.EffectiveAt);
        var deed = await edits.CreateAsync(request.Kind, change, user, cancel);
        return deed.Node is { } id
            ? TypedResults.Created($"/api/v1/nodes/{id}", new Response(id.Value))
            : NodeProblem.Of(deed.Refusals);
    }

    internal sealed record Request(
        string? Kind,
        IReadOnlyDictionary<string, string?>? Attributes,
        IReadOnlyList<MarkChange>? Identifiers,
        IReadOnlyList<RelationChange>? Relations,
        DateTimeOffset? EffectiveAt);

    internal sealed record Response(Guid Id);
}
