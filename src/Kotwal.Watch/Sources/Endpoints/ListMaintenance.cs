using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Sources.Endpoints;

/// <summary>Lists the windows of maintenance, those that end last first.</summary>
internal static class ListMaintenance
{
    public static void Map(IEndpointRouteBuilder maintenance) =>
        maintenance.MapGet("/", Handle).WithName(nameof(ListMaintenance)).RequireAuthorization(Policies.ReadAll);

    private static Ok<IReadOnlyList<MaintenanceResponse>> Handle(MaintenanceBook book) =>
        TypedResults.Ok<IReadOnlyList<MaintenanceResponse>>([.. book.Windows.Select(MaintenanceResponse.Of)]);
}

/// <summary>A window of maintenance, as the API says it.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Kind"><c>source</c>, <c>sender</c> or <c>node</c>.</param>
/// <param name="Subject">What is worked on.</param>
/// <param name="From">Begin.</param>
/// <param name="Until">End.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who planned it.</param>
internal sealed record MaintenanceResponse(Guid Id, string Kind, string Subject, DateTimeOffset From, DateTimeOffset Until, string Reason, string By)
{
    public static MaintenanceResponse Of(MaintenanceWindow window) =>
        new(window.Id, window.Kind.ToString().ToLowerInvariant(), window.Subject, window.From, window.Until, window.Reason, window.By);
}
