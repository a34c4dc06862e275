using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Collectors.Elastic;

/// <summary>
/// The part of Elasticsearch's interface that senders of logs use, below <c>/elastic</c>: <c>_bulk</c>, and what they ask before
/// they send. It stands on the web server, since every one of them takes a path in the address of the server: one certificate,
/// one open port and one set of limits serve it too.
/// </summary>
public static class ElasticApi
{
    private const string Route = "/elastic/{**path}";
    private const string Bulk = "_bulk";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete];

    /// <summary>Adds the endpoint; the caller says who may use it.</summary>
    public static RouteHandlerBuilder MapElastic(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods(Route, Methods, HandleAsync).WithName("Elastic").ExcludeFromDescription();

    /// <summary>Answers whoever is not let in, in words that clients of Elasticsearch read.</summary>
    public static Task RefuseAsync(HttpContext http, int status)
    {
        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = new(["Basic realm=\"security\", charset=\"UTF-8\"", "ApiKey", "Bearer realm=\"security\""]);
        }

        return ElasticError.WriteAsync(http, status, status == StatusCodes.Status401Unauthorized
            ? "A token of Kotwal is needed: as password of any user, as API key, or as bearer token."
            : "This token may not bring records in: make one of role ingest.");
    }

    private static Task HandleAsync(string? path, HttpContext http, BulkDoor bulk, ElasticProbes probes)
    {
        var parts = (path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is [.., Bulk] && parts.Length <= 2)
        {
            return IsWrite(http.Request.Method)
                ? bulk.HandleAsync(http, parts.Length == 2 ? parts[0] : null)
                : RefuseMethodAsync(http);
        }

        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            return probes.Find(parts) is { } answer ? AnswerAsync(http, answer) : RefuseUnknownAsync(http);
        }

        return IsWrite(http.Request.Method) && ElasticProbes.IsSetUp(parts)
            ? AnswerAsync(http, ElasticProbes.Acknowledged(parts))
            : RefuseUnknownAsync(http);
    }

    private static bool IsWrite(string method) => HttpMethods.IsPost(method) || HttpMethods.IsPut(method);

    private static Task AnswerAsync(HttpContext http, JsonObject answer)
    {
        ElasticError.Mark(http.Response);
        if (HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.ContentType = "application/json";
            return Task.CompletedTask;
        }

        return http.Response.WriteAsJsonAsync(answer);
    }

    private static Task RefuseMethodAsync(HttpContext http)
    {
        http.Response.Headers.Allow = "POST, PUT";
        return ElasticError.WriteAsync(http, StatusCodes.Status405MethodNotAllowed, "A bulk request is sent with POST or PUT.");
    }

    private static Task RefuseUnknownAsync(HttpContext http) => ElasticError.WriteAsync(
        http, StatusCodes.Status400BadRequest,
        "Kotwal takes bulk requests and what senders ask before them, and nothing else of Elasticsearch. Events are searched in the console.");
}
