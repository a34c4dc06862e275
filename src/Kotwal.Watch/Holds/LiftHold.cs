using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.Lake.Retention;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Holds;

/// <summary>Lifts a legal hold: what it kept beyond its time is deleted soon. Lifting a lifted one changes nothing.</summary>
internal static class LiftHold
{
    public static void Map(IEndpointRouteBuilder holds) =>
        holds.MapPost("/{id:guid}/lift", HandleAsync).WithName(nameof(LiftHold)).RequireAuthorization(Policies.WriteHolds);

    private static async Task<Results<Ok<HoldResponse>, NotFound>> HandleAsync(
        Guid id, HoldBook book, IAuditTrail trail, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (book.Read().FirstOrDefault(hold => hold.Id == id) is not { } found)
        {
            return TypedResults.NotFound();
        }

        var by = user.Identity?.Name ?? "";
        var lifted = found.IsActive
            ? await trail.DoAsync(new AuditDeed(by, "hold.lift", found.Name, AuditResult.Done, $"{id}"), () => book.LiftAsync(id, by, CancellationToken.None), cancel)
            : found;
        return TypedResults.Ok(HoldResponse.Of(lifted ?? found));
    }
}
