using System.Security.Claims;
using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Sources.Endpoints;

/// <summary>Ends a window of maintenance now. Ending one that is over changes nothing.</summary>
internal static class EndMaintenance
{
    public static void Map(IEndpointRouteBuilder maintenance) =>
        maintenance.MapPost("/{id:guid}/end", HandleAsync).WithName(nameof(EndMaintenance)).RequireAuthorization(Policies.WriteSources);

    private static async Task<Results<NoContent, NotFound>> HandleAsync(Guid id, Maintenance maintenance, ClaimsPrincipal user, CancellationToken cancel) =>
        await maintenance.EndAsync(id, user, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();
}
