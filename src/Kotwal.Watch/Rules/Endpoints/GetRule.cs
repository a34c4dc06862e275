using System.Security.Claims;
using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Rules.Endpoints;

/// <summary>One rule with its text.</summary>
internal static class GetRule
{
    public static void Map(IEndpointRouteBuilder rules) =>
        rules.MapGet("/{id}", Handle).WithName(nameof(GetRule)).RequireAuthorization(Policies.Read);

    private static Results<Ok<RuleResponse>, NotFound> Handle(string id, IRuleBook book, ClaimsPrincipal user)
    {
        var ruleId = RuleIdSegment.Decode(id);
        var rule = book.Rules.FirstOrDefault(known => known.Id == ruleId);
        return rule is null ? TypedResults.NotFound() : TypedResults.Ok(RuleResponse.Whole(rule.SeenBy(user)));
    }
}
