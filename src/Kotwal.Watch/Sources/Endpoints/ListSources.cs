using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Sources.Endpoints;

/// <summary>Lists the doors that records come in by, and when each last spoke.</summary>
internal static class ListSources
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/sources", Handle).WithName(nameof(ListSources)).RequireAuthorization(Policies.ReadAll);

    private static Ok<IReadOnlyList<SourceEntry>> Handle(ISourceBook book) => TypedResults.Ok(book.Sources);
}
