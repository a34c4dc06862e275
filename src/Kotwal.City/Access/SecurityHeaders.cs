using Microsoft.AspNetCore.Http;

namespace Kotwal.City.Access;

/// <summary>Puts the headers on every answer that keep a browser from doing what we did not ask for.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string NothingAllowed = "default-src 'none'; frame-ancestors 'none'";
    private const string PlainPagePolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        // A program may put them before everything else; City puts them before itself.
        if (context.Features.Get<ContentNonce>() is not null)
        {
            return next(context);
        }

        var nonce = ContentNonce.Create();
        context.Features.Set(nonce);
        context.Response.OnStarting(() =>
        {
            Write(context, nonce);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Write(HttpContext context, ContentNonce nonce)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(context, nonce);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        // Told of localhost, a browser would want TLS of every other program of that machine.
        if (context.Request.IsHttps && !IsLocalhost(context.Request.Host.Host))
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }
    }

    private static bool IsLocalhost(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    // Styles need 'unsafe-inline' because the component library writes style elements; scripts never do.
    private static string Policy(HttpContext context, ContentNonce nonce)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PlainPage>() is { } plain)
        {
            return plain.RunsScript ? PlainPagePolicy + "; script-src 'self'; connect-src 'self'" : PlainPagePolicy;
        }

        var isPage = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
        return isPage
            ? $"default-src 'none'; script-src 'self' 'nonce-{nonce.Value}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                + "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
            : NothingAllowed;
    }
}
