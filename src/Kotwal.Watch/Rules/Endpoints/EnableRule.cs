using System.Security.Claims;
using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Rules.Endpoints;

/// <summary>Switches a rule on, from the next batch on.</summary>
internal static class EnableRule
{
    public static void Map(IEndpointRouteBuilder rules) =>
        rules.MapPost("/{id}/enable", HandleAsync).WithName(nameof(EnableRule)).RequireAuthorization(Policies.WriteRules);

    private static async Task<Results<NoContent, NotFound>> HandleAsync(
        string id, IRuleBook book, RuleSwitches switches, ClaimsPrincipal user, CancellationToken cancel)
    {
        var isKnown = await switches.SetAsync(
            book, RuleIdSegment.Decode(id), isEnabled: true, user.Identity?.Name ?? "", cancel);
        return isKnown ? TypedResults.NoContent() : TypedResults.NotFound();
    }
}
