using System.Security.Claims;
using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Rules.Endpoints;

/// <summary>Lists all rules, and the files that hold none.</summary>
internal static class ListRules
{
    public static void Map(IEndpointRouteBuilder rules) =>
        rules.MapGet("/", Handle).WithName(nameof(ListRules)).RequireAuthorization(Policies.Read);

    private static Ok<Response> Handle(IRuleBook book, ClaimsPrincipal user) =>
        TypedResults.Ok(new Response([.. book.Rules.Select(rule => RuleResponse.Brief(rule.SeenBy(user)))], book.Rejected));

    internal sealed record Response(IReadOnlyList<RuleResponse> Rules, IReadOnlyList<RejectedRule> Rejected);
}
