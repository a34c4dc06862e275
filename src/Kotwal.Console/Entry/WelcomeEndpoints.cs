using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace Kotwal.Console.Entry;

/// <summary>The page behind the one-time link with which a person sets a password.</summary>
internal static class WelcomeEndpoints
{
    private const string Path = "/welcome";

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, ShowAsync).WithName("WelcomePage").AllowAnonymous().WithMetadata(PlainPage.Mark).RequireRateLimiting(RateLimits.SignIn);
        pages.MapPost(Path, HandleAsync).WithName("Welcome").AllowAnonymous().WithMetadata(PlainPage.Mark).RequireRateLimiting(RateLimits.SignIn);
    }

    private static async Task<RazorComponentResult<WelcomePage>> ShowAsync(
        string? token, HttpContext context, WelcomeLink link, AttemptTally attempts, CancellationToken cancel)
    {
        if (await link.FindNameAsync(token, cancel) is not { } name)
        {
            return Closed();
        }

        attempts.GiveBack(context);
        return Open(token, name, []);
    }

    private static async Task<IResult> HandleAsync(
        [FromForm] WelcomeForm? form, HttpContext context, WelcomeLink link, AttemptTally attempts, IStringLocalizer text, CancellationToken cancel)
    {
        // A post without any of the fields binds to nothing.
        form ??= new(null, null, null);
        if (await link.FindNameAsync(form.Token, cancel) is { } name && form.Password != form.Again)
        {
            return Open(form.Token, name, [text["entry.setup.different"]]);
        }

        var errors = await link.UseAsync(form.Token, form.Password ?? "", cancel);
        if (errors is null)
        {
            return Closed();
        }

        if (errors.Count > 0)
        {
            return Open(form.Token, await link.FindNameAsync(form.Token, cancel) ?? "", [.. errors.Select(error => ErrorWords.Of(text, error))]);
        }

        attempts.GiveBack(context);
        return TypedResults.LocalRedirect("/sign-in");
    }

    private static RazorComponentResult<WelcomePage> Open(string? token, string name, IReadOnlyList<string> errors) =>
        new(new { Token = token, Name = name, Errors = errors });

    private static RazorComponentResult<WelcomePage> Closed() => new(new { }) { StatusCode = StatusCodes.Status404NotFound };

    internal sealed record WelcomeForm(string? Token, string? Password, string? Again);
}
