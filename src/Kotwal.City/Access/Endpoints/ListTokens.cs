using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.Access.Endpoints;

/// <summary>Lists all tokens, the newest first; never the tokens themselves.</summary>
internal static class ListTokens
{
    public static void Map(IEndpointRouteBuilder tokens) =>
        tokens.MapGet("/", HandleAsync).WithName(nameof(ListTokens)).RequireAuthorization(Policies.Administer);

    private static async Task<IReadOnlyList<Response>> HandleAsync(TokenStore tokens, CancellationToken cancel) =>
        [.. (await tokens.ListAsync(cancel)).Select(token => new Response(
            token.Id.Value, token.Name, token.Role, [.. token.Scope.Select(key => key.ToString())], token.CreatedAt, token.ExpiresAt,
            token.RevokedAt, token.LastUsedAt, token.CreatedBy))];

    /// <param name="Id">To revoke it with.</param>
    /// <param name="Name">What it is for.</param>
    /// <param name="Role">What it may do.</param>
    /// <param name="Scope">Parts of the city; empty for the whole city.</param>
    /// <param name="CreatedAt">When it was made.</param>
    /// <param name="ExpiresAt">When it ends; null for never.</param>
    /// <param name="RevokedAt">When it was taken back; null when it was not.</param>
    /// <param name="LastUsedAt">When it was last accepted, to the minute.</param>
    /// <param name="CreatedBy">Who made it; null when that was not kept.</param>
    internal sealed record Response(
        Guid Id, string Name, string Role, IReadOnlyList<string> Scope, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt,
        DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt, string? CreatedBy);
}
