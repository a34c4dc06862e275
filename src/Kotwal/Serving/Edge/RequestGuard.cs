using Microsoft.AspNetCore.Http.Features;

namespace Kotwal.Serving.Edge;

/// <summary>Refuses requests that no client of ours makes, before anything looks at them.</summary>
internal sealed class RequestGuard(RequestDelegate next, KnownHosts hosts)
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" };

    public Task InvokeAsync(HttpContext context)
    {
        if (!hosts.Has(context.Request.Host.Host))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "This server does not go by that name. Its operator can add it to Server:AllowedHosts.");
        }

        if (!Methods.Contains(context.Request.Method) && !IsWebSocketOverHttp2(context))
        {
            context.Response.Headers.Allow = string.Join(", ", Methods);
            return RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "This method is not used here.");
        }

        // The web server takes chunks over a length and keeps the length under this name; a proxy may have chosen otherwise, and what
        // it took for one request would be two here.
        if (context.Request.Headers.ContainsKey("X-Content-Length"))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "A request gives its length once.");
        }

        return IsLivePage(context.Request) && IsFromElsewhere(context.Request)
            ? RefuseAsync(context, StatusCodes.Status403Forbidden, "Pages of other sites cannot connect to this one.")
            : next(context);
    }

    // A WebSocket is not kept apart by the browser: any page may open one to any server, and sends the cookies along when the two
    // differ in nothing but their port.
    private static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers.Origin is [{ } origin]
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority.Equals(PlainHost(request, page), StringComparison.OrdinalIgnoreCase));

    // A browser leaves the usual port out of Host, other clients may not.
    private static string PlainHost(HttpRequest request, Uri page) =>
        page.IsDefaultPort && request.Host.Port == page.Port ? request.Host.Host : request.Host.Value ?? "";

    private static bool IsLivePage(HttpRequest request) => request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);

    private static bool IsWebSocketOverHttp2(HttpContext context) =>
        HttpMethods.IsConnect(context.Request.Method) && context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true;

    private static Task RefuseAsync(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
