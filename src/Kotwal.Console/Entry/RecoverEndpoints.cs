using Kotwal.City.Access;
using Kotwal.City.Recovery;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace Kotwal.Console.Entry;

/// <summary>The page behind the link of <c>kotwal access recover</c>.</summary>
internal static class RecoverEndpoints
{
    private const string Path = "/recover";

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, ShowAsync).WithName("RecoverPage").AllowAnonymous().WithMetadata(PlainPage.Mark).RequireRateLimiting(RateLimits.SignIn);
        pages.MapPost(Path, HandleAsync).WithName("Recover").AllowAnonymous().WithMetadata(PlainPage.Mark).RequireRateLimiting(RateLimits.SignIn);
    }

    private static async Task<RazorComponentResult<RecoverPage>> ShowAsync(
        string? token, HttpContext context, AccountRecovery recovery, AttemptTally attempts, CancellationToken cancel)
    {
        if (await recovery.FindAsync(token, cancel) is not { } name)
        {
            return Closed();
        }

        attempts.GiveBack(context);
        return Open(token, name, []);
    }

    private static async Task<IResult> HandleAsync(
        [FromForm] RecoverForm? form, HttpContext context, AccountRecovery recovery, SignIn signIn, IStringLocalizer text, CancellationToken cancel)
    {
        // A post without any of the fields binds to nothing.
        form ??= new(null, null, null);
        if (await recovery.FindAsync(form.Token, cancel) is not { } name)
        {
            return Closed();
        }

        if (form.Password != form.Again)
        {
            return Open(form.Token, name, [text["entry.setup.different"]]);
        }

        if (await recovery.UseAsync(form.Token, form.Password ?? "", Visitor.Of(context), cancel) is not { } errors)
        {
            return Closed();
        }

        return errors.Count > 0
            ? Open(form.Token, name, [.. errors.Select(error => ErrorWords.Of(text, error))])
            : SignInEndpoints.Onward(context, await signIn.EnterAsync(context, name, form.Password ?? "", cancel));
    }

    private static RazorComponentResult<RecoverPage> Open(string? token, string name, IReadOnlyList<string> errors) =>
        new(new { Token = token, Name = name, Errors = errors });

    private static RazorComponentResult<RecoverPage> Closed() => new(new { Name = (string?)null }) { StatusCode = StatusCodes.Status404NotFound };

    internal sealed record RecoverForm(string? Token, string? Password, string? Again);
}
