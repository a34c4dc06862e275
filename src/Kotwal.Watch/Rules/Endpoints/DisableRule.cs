using System.Security.Claims;
using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Rules.Endpoints;

/// <summary>Switches a rule off, from the next batch on.</summary>
internal static class DisableRule
{
    public static void Map(IEndpointRouteBuilder rules) =>
        rules.MapPost("/{id}/disable", HandleAsync).WithName(nameof(DisableRule)).RequireAuthorization(Policies.WriteRules);

    private static async Task<Results<NoContent, NotFound>> HandleAsync(
        string id, IRuleBook book, RuleSwitches switches, ClaimsPrincipal user, CancellationToken cancel)
    {
        var isKnown = await switches.SetAsync(
            book, RuleIdSegment.Decode(id), isEnabled: false, user.Identity?.Name ?? "", cancel);
        return isKnown ? TypedResults.NoContent() : TypedResults.NotFound();
    }
}
