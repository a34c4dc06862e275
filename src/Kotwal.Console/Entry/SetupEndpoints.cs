using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace Kotwal.Console.Entry;

/// <summary>The page behind the one-time link that makes the first administrator.</summary>
internal static class SetupEndpoints
{
    private const string Path = "/setup";

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, Show).WithName("SetupPage").AllowAnonymous().WithMetadata(PlainPage.Mark).RequireRateLimiting(RateLimits.SignIn);
        pages.MapPost(Path, HandleAsync).WithName("Setup").AllowAnonymous().WithMetadata(PlainPage.Mark).RequireRateLimiting(RateLimits.SignIn);
    }

    private static RazorComponentResult<SetupPage> Show(string? token, HttpContext context, SetupLink link, AttemptTally attempts)
    {
        if (!link.Accepts(token))
        {
            return Closed();
        }

        attempts.GiveBack(context);
        return Open(token, "", []);
    }

    private static async Task<IResult> HandleAsync(
        [FromForm] SetupForm? form, HttpContext context, SetupLink link, SignIn signIn, IStringLocalizer text, CancellationToken cancel)
    {
        // A post without any of the fields binds to nothing.
        form ??= new(null, null, null, null);
        var name = form.Name?.Trim() ?? "";
        if (form.Password != form.Again)
        {
            return link.Accepts(form.Token) ? Open(form.Token, name, [text["entry.setup.different"]]) : Closed();
        }

        var errors = await link.UseAsync(form.Token, name, form.Password ?? "", cancel);
        if (errors is null)
        {
            return Closed();
        }

        if (errors.Count > 0)
        {
            return Open(form.Token, name, [.. errors.Select(e => ErrorWords.Of(text, e))]);
        }

        return SignInEndpoints.Onward(context, await signIn.EnterAsync(context, name, form.Password ?? "", cancel));
    }

    private static RazorComponentResult<SetupPage> Open(string? token, string name, IReadOnlyList<string> errors) =>
        new(new { IsOpen = true, Token = token, Name = name, Errors = errors });

    private static RazorComponentResult<SetupPage> Closed() =>
        new(new { IsOpen = false }) { StatusCode = StatusCodes.Status404NotFound };

    internal sealed record SetupForm(string? Token, string? Name, string? Password, string? Again);
}
