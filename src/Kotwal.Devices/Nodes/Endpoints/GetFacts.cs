using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Devices.Nodes.Endpoints;

/// <summary>What was ever said of a node, the newest first.</summary>
internal static class GetFacts
{
    private const int DefaultRows = 200;

    public static void Map(IEndpointRouteBuilder nodes) =>
        nodes.MapGet("/{id:guid}/facts", HandleAsync).WithName(nameof(GetFacts)).RequireAuthorization(Policies.Read);

    private static async Task<Results<Ok<Response>, NotFound>> HandleAsync(
        Guid id, int? rows, NodeReader reader, PersonReads reads, ClaimsPrincipal user, CancellationToken cancel)
    {
        var (graph, reach) = (await reader.GraphAsync(knownOn: null, cancel), Reach.For(user, Policies.Read));
        if (graph.Find(new NodeId(id), reach) is not { } node)
        {
            return TypedResults.NotFound();
        }

        await reads.NoteAsync(node, user, cancel);
        var history = await reader.HistoryAsync(graph, node, reach, Math.Clamp(rows ?? DefaultRows, 1, NodeReader.MaxFacts), cancel);
        return TypedResults.Ok(new Response([.. history.Facts.Select(FactResponse.Of)], history.Hidden));
    }

    /// <param name="Facts">The newest first.</param>
    /// <param name="Hidden">Facts that point at nodes out of reach and are left out.</param>
    internal sealed record Response(IReadOnlyList<FactResponse> Facts, int Hidden);

    internal sealed record FactResponse(
        Guid Node, string Predicate, string Value, DateTimeOffset EffectiveAt, bool IsEnd, DateTimeOffset RecordedAt, string Source, string Actor,
        string Note, long Recording)
    {
        public static FactResponse Of(RecordedFact said) => new(
            said.Fact.Subject.Value, said.Fact.Predicate, said.Fact.Value, said.Fact.EffectiveAt, said.Fact.IsEnd, said.Recording.RecordedAt,
            said.Recording.Source, said.Recording.Actor, said.Recording.Note, said.Recording.Number);
    }
}
