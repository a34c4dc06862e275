using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.Watch.Cells;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Events.Endpoints;

/// <summary>One event as a flat object: dotted names and their values.</summary>
internal static class GetEvent
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/events/{id:guid}", HandleAsync).WithName(nameof(GetEvent)).RequireAuthorization(Policies.Read);

    private static async Task<Results<Ok<Dictionary<string, object?>>, NotFound>> HandleAsync(
        Guid id, EventReader reader, ClaimsPrincipal user, CancellationToken cancel)
    {
        var found = await reader.FindAsync(id, user, cancel);
        return found is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(found.Fields.ToDictionary(field => field.Key, field => CellText.ForJson(field.Value)));
    }
}
