using System.Security.Claims;
using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Sources.Endpoints;

/// <summary>Plans maintenance of a source, a sender or a node: its silence is no alert then.</summary>
internal static class PlanMaintenance
{
    public static void Map(IEndpointRouteBuilder maintenance) =>
        maintenance.MapPost("/", HandleAsync).WithName(nameof(PlanMaintenance)).RequireAuthorization(Policies.WriteSources);

    private static async Task<Results<Created<MaintenanceResponse>, ProblemHttpResult>> HandleAsync(
        Request request, Maintenance maintenance, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (!Enum.TryParse<MaintenanceKind>(request.Kind, ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
        {
            return TypedResults.Problem("kind is source, sender or node.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (request.Until is not { } until)
        {
            return TypedResults.Problem("until says when it ends.", statusCode: StatusCodes.Status400BadRequest);
        }

        var (window, fault) = await maintenance.PlanAsync(kind, request.Subject ?? "", request.From, until, request.Reason ?? "", user, cancel);
        return window is null
            ? TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.Created($"/api/v1/maintenance/{window.Id}", MaintenanceResponse.Of(window));
    }

    /// <param name="Kind"><c>source</c>, <c>sender</c> or <c>node</c>.</param>
    /// <param name="Subject">The source's name, the sender's address or the node's key.</param>
    /// <param name="From">Begin; now when it is absent.</param>
    /// <param name="Until">End.</param>
    /// <param name="Reason">Why.</param>
    internal sealed record Request(string? Kind, string? Subject, DateTimeOffset? From, DateTimeOffset? Until, string? Reason);
}
