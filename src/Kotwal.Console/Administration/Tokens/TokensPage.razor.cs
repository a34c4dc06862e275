using Kotwal.City.Access;
using Kotwal.City.Administration;
using Kotwal.City.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kotwal.Console.Administration.Tokens;

/// <summary>What the page of tokens shows.</summary>
public sealed record TokensContent(IReadOnlyList<ApiToken> Tokens, IReadOnlyList<ScopeChoice> Choices);

/// <summary>The tokens that programs come in with, the newest first.</summary>
public sealed partial class TokensPage
{
    private bool isMaking;
    private Refusal? refusal;

    [Inject]
    private TokenStore Tokens { get; set; } = default!;

    [Inject]
    private TokenActions Actions { get; set; } = default!;

    [Inject]
    private IScopeChoices Scopes { get; set; } = default!;

    [Inject]
    private TimeProvider Now { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task<TokensContent> ReadAsync(CancellationToken cancel) =>
        new(await Tokens.ListAsync(cancel), await Scopes.ListAsync(cancel));

    private bool IsOpen(ApiToken token) => token.RevokedAt is null && (token.ExpiresAt is null || Now.GetUtcNow() < token.ExpiresAt);

    private async Task RevokeAsync(ApiTokenId id)
    {
        // A deed that was begun is ended even when the person has left the page.
        refusal = await Actions.RevokeAsync(id, (await SignedIn).User, CancellationToken.None);
        await ReloadAsync();
    }
}
