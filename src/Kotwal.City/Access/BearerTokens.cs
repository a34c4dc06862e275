using System.Security.Claims;
using System.Text.Encodings.Web;
using Kotwal.City.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Access;

/// <summary>Takes <c>Authorization: Bearer kotwal_…</c> (RFC 6750, section 2.1), and at a <see cref="TokenDoor"/> what that door takes.</summary>
internal sealed class BearerTokens(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, TokenStore tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    internal const string Name = "Bearer";
    private const string Start = "Bearer ";

    internal static bool IsOfferedBy(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Start, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (OfferedToken.Read(Request, TokenDoor.Of(Context)?.Forms ?? TokenForms.None) is not { } text)
        {
            return AuthenticateResult.NoResult();
        }

        var token = await tokens.FindAsync(text, Context.RequestAborted);
        if (token is null)
        {
            CityMeter.TokensRefused.Add(1);
            return AuthenticateResult.Fail("The token is unknown, expired or taken back.");
        }

        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, token.Id.Value.ToString("D")),
                new(ClaimTypes.Name, token.Actor),
                .. GrantClaims.Write(token.Role, token.Scope),
            ],
            Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    /// <summary>Says how to come in (RFC 6750, section 3).</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (TokenDoor.Of(Context) is { } door)
        {
            return door.RefuseAsync(Context, RefusalOf(door));
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = IsOfferedBy(Request) ? "Bearer error=\"invalid_token\"" : "Bearer";
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        TokenDoor.Of(Context) is { } door ? door.RefuseAsync(Context, TokenRefusal.NotAllowed) : base.HandleForbiddenAsync(properties);

    private TokenRefusal RefusalOf(TokenDoor door) =>
        Request.Headers.Authorization.Count == 0 ? TokenRefusal.Missing
        : OfferedToken.Read(Request, door.Forms) is null ? TokenRefusal.Unreadable
        : TokenRefusal.Unknown;
}
