using Kotwal.City.Access;
using Kotwal.Lake.Retention;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Holds;

/// <summary>Lists the legal holds, lifted ones too, in the order in which they were made.</summary>
internal static class ListHolds
{
    public static void Map(IEndpointRouteBuilder holds) =>
        holds.MapGet("/", Handle).WithName(nameof(ListHolds)).RequireAuthorization(Policies.ReadAll);

    private static Ok<IReadOnlyList<HoldResponse>> Handle(HoldBook book) =>
        TypedResults.Ok<IReadOnlyList<HoldResponse>>([.. book.Read().Select(HoldResponse.Of)]);
}
