using Kotwal.City.Access;
using Kotwal.City.Factors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Console.Entry;

/// <summary>The second half of signing in: a code of the person's app, or the app's setting up where the role asks for one.</summary>
internal static class CodeEndpoints
{
    internal const string CodePath = "/sign-in/code";
    internal const string SetUpPath = "/sign-in/second-factor";

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(CodePath, ShowAsync).WithName("CodePage").AllowAnonymous().WithMetadata(PlainPage.Mark);
        pages.MapPost(CodePath, EnterAsync).WithName("EnterCode").AllowAnonymous().WithMetadata(PlainPage.Mark).RequireRateLimiting(RateLimits.SignIn);
        pages.MapGet(SetUpPath, OfferAsync).WithName("RequiredFactorPage").AllowAnonymous().WithMetadata(PlainPage.Mark);
        pages.MapPost(SetUpPath, SetUpAsync).WithName("SetUpRequiredFactor").AllowAnonymous().WithMetadata(PlainPage.Mark)
            .RequireRateLimiting(RateLimits.SignIn);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PendingSignIn pending) =>
        await pending.FindAsync(context) is null ? FromTheStart(context) : Ask(context, null);

    private static async Task<IResult> EnterAsync(
        [FromForm] string? code, HttpContext context, PendingSignIn pending, SignIn signIn, CancellationToken cancel)
    {
        if (await pending.FindAsync(context) is null)
        {
            return FromTheStart(context);
        }

        return await signIn.EnterCodeAsync(context, code ?? "", cancel) == SignInOutcome.Entered
            ? TypedResults.LocalRedirect(Next(context))
            : Ask(context, "entry.code.refused");
    }

    private static async Task<IResult> OfferAsync(HttpContext context, PendingSignIn pending, SecondFactors factors) =>
        await pending.FindAsync(context) is { } account ? Offer(context, factors.Offer(account), null) : FromTheStart(context);

    private static async Task<IResult> SetUpAsync(
        [FromForm] string? ticket, [FromForm] string? code, HttpContext context, PendingSignIn pending, SecondFactors factors, SignIn signIn,
        CancellationToken cancel)
    {
        if (await signIn.SetUpAsync(context, ticket ?? "", code ?? "", cancel) is { } codes)
        {
            return new RazorComponentResult<FactorPage>(new { Codes = codes, Next = Next(context) });
        }

        return await pending.FindAsync(context) is { } account && factors.Reopen(account, ticket ?? "") is { } offer
            ? Offer(context, offer, "factor.refused")
            : FromTheStart(context);
    }

    private static RazorComponentResult<CodePage> Ask(HttpContext context, string? errorKey) =>
        new(new { Action = CodePath + context.Request.QueryString, ErrorKey = errorKey });

    private static RazorComponentResult<FactorPage> Offer(HttpContext context, FactorOffer offer, string? errorKey) =>
        new(new { Offer = offer, Action = SetUpPath + context.Request.QueryString, IsRequired = true, ErrorKey = errorKey });

    private static RedirectHttpResult FromTheStart(HttpContext context) => TypedResults.LocalRedirect("/sign-in" + context.Request.QueryString);

    private static string Next(HttpContext context) => LocalPath.OrHome(context.Request.Query["next"]);
}
