using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Console.Entry;

/// <summary>The sign-in page: a plain form; a script adds the button for passkeys.</summary>
internal static class SignInEndpoints
{
    private const string Path = "/sign-in";

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, Show).WithName("SignInPage").AllowAnonymous().WithMetadata(PlainPage.WithScript);
        pages.MapPost(Path, HandleAsync).WithName("SignIn").AllowAnonymous().WithMetadata(PlainPage.WithScript)
            .RequireRateLimiting(RateLimits.SignIn);
    }

    private static RazorComponentResult<SignInPage> Show(HttpContext context) => Page(context, "", null);

    private static async Task<IResult> HandleAsync(
        [FromForm] string? name, [FromForm] string? password, HttpContext context, SignIn signIn, CancellationToken cancel)
    {
        var known = name?.Trim() ?? "";
        var outcome = await signIn.EnterAsync(context, known, password ?? "", cancel);
        if (outcome is SignInOutcome.Refused or SignInOutcome.LockedOut)
        {
            return Page(context, known, "entry.refused");
        }

        Language.Remember(context);
        return Onward(context, outcome);
    }

    /// <summary>Where somebody goes whose password was right: in, or to what is still missing.</summary>
    internal static RedirectHttpResult Onward(HttpContext context, SignInOutcome outcome) => TypedResults.LocalRedirect(outcome switch
    {
        SignInOutcome.Entered => LocalPath.OrHome(context.Request.Query["next"]),
        SignInOutcome.NeedsCode => CodeEndpoints.CodePath + context.Request.QueryString,
        SignInOutcome.NeedsFactor => CodeEndpoints.SetUpPath + context.Request.QueryString,
        _ => Path + context.Request.QueryString,
    });

    internal static RazorComponentResult<SignInPage> Page(HttpContext context, string name, string? errorKey) => new(new
    {
        Action = Path + context.Request.QueryString,
        PasskeyAction = PasskeyEndpoints.Path + context.Request.QueryString,
        ProviderLink = ProviderEndpoints.Path + context.Request.QueryString,
        Name = name,
        ErrorKey = errorKey,
    });
}
