using System.Diagnostics;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Console.Entry;

/// <summary>What is answered when there is nothing to show: pages for people, problem details (RFC 9457) for programs.</summary>
internal static class BadNewsEndpoints
{
    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/no-access", NoAccess).WithName("NoAccessPage").AllowAnonymous().WithMetadata(PlainPage.Mark);
        pages.MapFallback(Unknown).WithMetadata(PlainPage.Mark);
    }

    /// <summary>Answers after an exception that nobody caught; it was logged with the same number.</summary>
    internal static Task AnswerFailureAsync(HttpContext context)
    {
        var number = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        var (status, title) = context.Features.Get<IExceptionHandlerFeature>()?.Error is ReadNotNotedException busy
            ? (StatusCodes.Status503ServiceUnavailable, busy.Message)
            : (StatusCodes.Status500InternalServerError, "The server failed.");
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(PlainPage.Mark), "failure"));
        return IsApi(context)
            ? TypedResults.Problem(statusCode: status, title: title, detail: number).ExecuteAsync(context)
            : Page("shell.error", status, number).ExecuteAsync(context);
    }

    /// <summary>Answers somebody who was refused too often.</summary>
    internal static async ValueTask AnswerTooManyAsync(OnRejectedContext rejected, CancellationToken cancel)
    {
        rejected.HttpContext.Response.Headers.RetryAfter = "60";
        if (!IsApi(rejected.HttpContext))
        {
            await Page("entry.tooMany", StatusCodes.Status429TooManyRequests, null).ExecuteAsync(rejected.HttpContext);
        }
    }

    private static RazorComponentResult<BadNewsPage> NoAccess() => Page("shell.noAccess", StatusCodes.Status403Forbidden, null);

    private static IResult Unknown(HttpContext context) =>
        IsApi(context)
            ? TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is nothing at this address.")
            : Page("shell.notFound", StatusCodes.Status404NotFound, null);

    private static RazorComponentResult<BadNewsPage> Page(string key, int status, string? number) =>
        new(new { TitleKey = key + ".title", TextKey = key + ".text", Number = number }) { StatusCode = status };

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}
