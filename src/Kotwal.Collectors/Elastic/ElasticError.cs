using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Kotwal.Collectors.Elastic;

/// <summary>The body of an answer that refuses a whole request, as clients of Elasticsearch read it.</summary>
internal static class ElasticError
{
    private const string ProductHeader = "X-Elastic-Product";
    private const string Product = "Elasticsearch";

    /// <summary>Marks an answer: clients talk to nothing that does not carry the mark.</summary>
    public static void Mark(HttpResponse response) => response.Headers[ProductHeader] = Product;

    public static Task WriteAsync(HttpContext http, int status, string detail)
    {
        Mark(http.Response);
        http.Response.StatusCode = status;
        var cause = new JsonObject { ["type"] = TypeOf(status), ["reason"] = detail };
        return HttpMethods.IsHead(http.Request.Method)
            ? Task.CompletedTask
            : http.Response.WriteAsJsonAsync(new JsonObject
            {
                ["error"] = new JsonObject { ["root_cause"] = new JsonArray(cause), ["type"] = TypeOf(status), ["reason"] = detail },
                ["status"] = status,
            });
    }

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => "security_exception",
        StatusCodes.Status404NotFound => "resource_not_found_exception",
        StatusCodes.Status413PayloadTooLarge => "content_too_long_exception",
        StatusCodes.Status429TooManyRequests => "es_rejected_execution_exception",
        StatusCodes.Status503ServiceUnavailable => "unavailable_exception",
        _ => "illegal_argument_exception",
    };
}
