using System.Security.Claims;
using Kotwal.City.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.Access.Endpoints;

/// <summary>Makes a token and answers it once.</summary>
internal static class CreateToken
{
    public static void Map(IEndpointRouteBuilder tokens) =>
        tokens.MapPost("/", HandleAsync).WithName(nameof(CreateToken)).RequireAuthorization(Policies.Administer);

    private static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        Request request, TokenActions actions, ClaimsPrincipal user, CancellationToken cancel)
    {
        var grant = new GrantRequest(request.Role ?? "", request.Scope ?? [], request.ExpiresAt);
        var made = await actions.CreateAsync(request.Name ?? "", grant, user, cancel);
        return made.Refused is { } refused
            ? RefusalProblem.Of(refused)
            : TypedResults.Created("/api/v1/tokens", new Response(made.Text!, made.ExpiresAt));
    }

    /// <param name="Name">What it is for.</param>
    /// <param name="Role">What it may do: any role.</param>
    /// <param name="Scope">Parts of the city, <c>kind:value</c>; none for the whole city.</param>
    /// <param name="ExpiresAt">When it ends: in 90 days when it is not said, in 366 at most.</param>
    internal sealed record Request(string? Name, string? Role, IReadOnlyList<string>? Scope, DateTimeOffset? ExpiresAt);

    /// <param name="Token">For <c>Authorization: Bearer …</c>. It is nowhere kept and cannot be shown again.</param>
    /// <param name="ExpiresAt">When it ends.</param>
    internal sealed record Response(string Token, DateTimeOffset ExpiresAt);
}
