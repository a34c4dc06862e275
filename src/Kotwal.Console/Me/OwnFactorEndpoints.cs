using Kotwal.City.Access;
using Kotwal.City.Factors;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Kotwal.Console.Entry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Console.Me;

/// <summary>One's authenticator app and recovery codes; nothing of it without the password again.</summary>
internal static class OwnFactorEndpoints
{
    private const string SetUp = "/second-factor";
    private const string Confirm = "/second-factor/confirm";
    private const string Off = "/second-factor/off";
    private const string Codes = "/recovery-codes";

    internal static void Map(IEndpointRouteBuilder mine)
    {
        mine.MapGet(SetUp, (HttpContext context) => Ask(context, SetUp, "account.setUp")).WithName("FactorPage");
        mine.MapPost(SetUp, OfferAsync).WithName("OfferFactor").RequireRateLimiting(RateLimits.SignIn);
        mine.MapGet(Confirm, () => TypedResults.LocalRedirect(AccountEndpoints.Path + SetUp)).WithName("ConfirmFactorPage");
        mine.MapPost(Confirm, ConfirmAsync).WithName("ConfirmFactor").RequireRateLimiting(RateLimits.SignIn);
        mine.MapGet(Off, (HttpContext context) => Ask(context, Off, "account.off")).WithName("RemoveFactorPage");
        mine.MapPost(Off, RemoveAsync).WithName("RemoveFactor").RequireRateLimiting(RateLimits.SignIn);
        mine.MapGet(Codes, (HttpContext context) => Ask(context, Codes, "account.codes")).WithName("RecoveryCodesPage");
        mine.MapPost(Codes, RenewAsync).WithName("RenewRecoveryCodes").RequireRateLimiting(RateLimits.SignIn);
    }

    private static Task<IResult> OfferAsync(
        [FromForm] string? password, HttpContext context, OwnAccount own, SecondFactors factors, CancellationToken cancel) =>
        OnceConfirmedAsync(password, context, own, SetUp, "account.setUp", account => Task.FromResult<IResult>(Page(factors.Offer(account), null)), cancel);

    private static async Task<IResult> ConfirmAsync(
        [FromForm] string? ticket, [FromForm] string? code, HttpContext context, OwnAccount own, SecondFactors factors, AttemptTally attempts,
        CancellationToken cancel)
    {
        if (await own.FindAsync(context) is not { } account)
        {
            return AccountEndpoints.NoPerson();
        }

        if (await factors.ConfirmAsync(account, ticket ?? "", code ?? "", Visitor.Of(context), cancel) is { } codes)
        {
            attempts.GiveBack(context);
            return Shown(codes);
        }

        return factors.Reopen(account, ticket ?? "") is { } offer ? Page(offer, "factor.refused") : TypedResults.LocalRedirect(AccountEndpoints.Path + SetUp);
    }

    private static Task<IResult> RemoveAsync(
        [FromForm] string? password, HttpContext context, OwnAccount own, SecondFactors factors, CancellationToken cancel) =>
        OnceConfirmedAsync(password, context, own, Off, "account.off", async account =>
        {
            await factors.RemoveAsync(account, Visitor.Of(context), cancel);
            return AccountEndpoints.Done("factor-off");
        }, cancel);

    private static Task<IResult> RenewAsync(
        [FromForm] string? password, HttpContext context, OwnAccount own, SecondFactors factors, CancellationToken cancel) =>
        OnceConfirmedAsync(password, context, own, Codes, "account.codes", async account =>
            await factors.RenewCodesAsync(account, Visitor.Of(context), cancel) is { } codes
                ? Shown(codes)
                : TypedResults.LocalRedirect(AccountEndpoints.Path + SetUp), cancel);

    private static async Task<IResult> OnceConfirmedAsync(
        string? password, HttpContext context, OwnAccount own, string path, string key, Func<Account, Task<IResult>> deed, CancellationToken cancel)
    {
        if (await own.FindAsync(context) is not { } account)
        {
            return AccountEndpoints.NoPerson();
        }

        return await own.ConfirmAsync(context, account, password ?? "", cancel) ? await deed(account) : Ask(context, path, key, "account.confirm.refused");
    }

    private static RazorComponentResult<ConfirmPage> Ask(HttpContext context, string path, string key, string? errorKey = null)
    {
        Language.Remember(context);
        return new(new { Key = key, Action = AccountEndpoints.Path + path, ErrorKey = errorKey });
    }

    private static RazorComponentResult<FactorPage> Page(FactorOffer offer, string? errorKey) =>
        new(new { Offer = offer, Action = AccountEndpoints.Path + Confirm, ErrorKey = errorKey });

    private static RazorComponentResult<FactorPage> Shown(IReadOnlyList<string> codes) =>
        new(new { Codes = codes, Next = AccountEndpoints.Path });
}
