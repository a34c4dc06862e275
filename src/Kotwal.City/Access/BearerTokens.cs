using System.Security.Claims;
using System.Text.Encodings.Web;
using Kotwal.City.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Access;

/// <summary>Takes <c>Authorization: Bearer kotwal_…</c> (RFC 6750, section 2.1).</summary>
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
        if (!IsOfferedBy(Request))
        {
            return AuthenticateResult.NoResult();
        }

        var text = Request.Headers.Authorization.ToString()[Start.Length..].Trim();
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
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = IsOfferedBy(Request) ? "Bearer error=\"invalid_token\"" : "Bearer";
        return Task.CompletedTask;
    }
}
