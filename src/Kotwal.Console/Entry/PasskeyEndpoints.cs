using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Console.Entry;

/// <summary>Signing in with a passkey. A script asks for the question; the answer comes as a form.</summary>
internal static class PasskeyEndpoints
{
    internal const string Path = "/sign-in/passkey";
    internal const string QuestionPath = "/sign-in/passkey/question";

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapPost(QuestionPath, AskAsync).WithName("AskPasskey").AllowAnonymous();
        pages.MapGet(Path, (HttpContext context) => TypedResults.LocalRedirect("/sign-in" + context.Request.QueryString)).WithName("PasskeyPage").AllowAnonymous();
        pages.MapPost(Path, EnterAsync).WithName("EnterWithPasskey").AllowAnonymous().WithMetadata(PlainPage.WithScript)
            .RequireRateLimiting(RateLimits.SignIn);
    }

    private static async Task<PasskeyQuestion> AskAsync(HttpContext context, Passkeys passkeys) => await passkeys.AskAsync(context);

    private static async Task<IResult> EnterAsync(
        [FromForm] string? ticket, [FromForm] string? credential, HttpContext context, Passkeys passkeys, CancellationToken cancel)
    {
        if (await passkeys.EnterAsync(context, ticket ?? "", credential ?? "", cancel) != SignInOutcome.Entered)
        {
            return SignInEndpoints.Page(context, "", "passkey.refused");
        }

        Language.Remember(context);
        return TypedResults.LocalRedirect(LocalPath.OrHome(context.Request.Query["next"]));
    }
}
