using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Sources.Endpoints;

/// <summary>What became of the records of each source, counted since the moment that it says.</summary>
internal static class GetStats
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/stats", Handle).WithName(nameof(GetStats)).RequireAuthorization(Policies.ReadAll);

    private static Ok<IReadOnlyList<Response>> Handle(ISourceBook book) => TypedResults.Ok<IReadOnlyList<Response>>(
        [.. book.Sources.Select(s => new Response(
            s.Name, s.Kind, s.Received, s.Stored, s.Rejected, s.Dropped, s.Truncated, s.Lost, s.Accepted, s.Decoded, s.Unreadable, s.Pending, s.RejectedBy, s.Since))]);

    internal sealed record Response(
        string Source, string Kind, long Received, long Stored, long Rejected, long Dropped, long Truncated, long Lost,
        long Accepted, long Decoded, long Unreadable, long Pending, IReadOnlyDictionary<string, long> RejectedBy, DateTimeOffset? Since);
}
