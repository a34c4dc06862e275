using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.City.Access;

/// <summary>
/// A browser sends its session cookie along with any request that any site makes it send. So a request to the API that changes
/// something and is known by its cookie must prove, with a token in a header, that our own page made it.
/// </summary>
internal sealed class CookieWrites(RequestDelegate next, IAntiforgery antiforgery)
{
    internal const string Header = "X-CSRF-Token";

    public async Task InvokeAsync(HttpContext context)
    {
        if (NeedsProof(context) && !await antiforgery.IsRequestValidAsync(context))
        {
            await TypedResults
                .Problem($"Send the token of GET /api/v1/csrf-token in the header {Header}.", statusCode: StatusCodes.Status400BadRequest)
                .ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    /// <summary>Tells a signed-in browser the token to send.</summary>
    internal static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v1/csrf-token", Token).WithName("CsrfToken").RequireAuthorization();

    private static CsrfTokenResponse Token(HttpContext context, IAntiforgery antiforgery) =>
        new(Header, antiforgery.GetAndStoreTokens(context).RequestToken!);

    private static bool NeedsProof(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !HttpMethods.IsGet(context.Request.Method)
        && !HttpMethods.IsHead(context.Request.Method)
        && !HttpMethods.IsOptions(context.Request.Method)
        && context.User.Identity?.AuthenticationType == IdentityConstants.ApplicationScheme;

    internal sealed record CsrfTokenResponse(string Header, string Token);
}
