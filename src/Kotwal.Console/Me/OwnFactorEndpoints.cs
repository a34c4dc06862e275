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

/// <summary>One's authenticator app and recovery codes; nothing of it without the password again and, once an app is set up, a code.</summary>
internal static class OwnFactorEndpoints
{
    private const string SetUp = "/second-factor";
    private const string Confirm = "/second-factor/confirm";
    private const string Off = "/second-factor/off";
    private const string Codes = "/recovery-codes";

    internal static void Map(IEndpointRouteBuilder mine)
    {
        mine.MapGet(SetUp, (HttpContext context, OwnAccount own, SecondFactors factors, CancellationToken cancel) =>
            AskAsync(context, own, factors, SetUp, "account.setUp", null, cancel)).WithName("FactorPage");
        mine.MapPost(SetUp, OfferAsync).WithName("OfferFactor").RequireRateLimiting(RateLimits.SignIn);
        mine.MapGet(Confirm, () => TypedResults.LocalRedirect(AccountEndpoints.Path + SetUp)).WithName("ConfirmFactorPage");
        mine.MapPost(Confirm, ConfirmAsync).WithName("ConfirmFactor").RequireRateLimiting(RateLimits.SignIn);
        mine.MapGet(Off, (HttpContext context, OwnAccount own, SecondFactors factors, CancellationToken cancel) =>
            AskAsync(context, own, factors, Off, "account.off", null, cancel)).WithName("RemoveFactorPage");
        mine.MapPost(Off, RemoveAsync).WithName("RemoveFactor").RequireRateLimiting(RateLimits.SignIn);
        mine.MapGet(Codes, (HttpContext context, OwnAccount own, SecondFactors factors, CancellationToken cancel) =>
            AskAsync(context, own, factors, Codes, "account.codes", null, cancel)).WithName("RecoveryCodesPage");
        mine.MapPost(Codes, RenewAsync).WithName("RenewRecoveryCodes").RequireRateLimiting(RateLimits.SignIn);
    }

    private static Task<IResult> OfferAsync(
        [FromForm] string? password, [FromForm] string? code, HttpContext context, OwnAccount own, SecondFactors factors, CancellationToken cancel) =>
        OnceConfirmedAsync(password, code, context, own, factors, SetUp, "account.setUp", account => Task.FromResult<IResult>(Page(factors.Offer(account), null)), cancel);

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
            await own.EndOthersAsync(context, account);
            return Shown(codes);
        }

        return factors.Reopen(account, ticket ?? "") is { } offer ? Page(offer, "factor.refused") : TypedResults.LocalRedirect(AccountEndpoints.Path + SetUp);
    }

    private static Task<IResult> RemoveAsync(
        [FromForm] string? password, [FromForm] string? code, HttpContext context, OwnAccount own, SecondFactors factors, CancellationToken cancel) =>
        OnceConfirmedAsync(password, code, context, own, factors, Off, "account.off", async account =>
        {
            await factors.RemoveAsync(account, Visitor.Of(context), cancel);
            await own.EndOthersAsync(context, account);
            return AccountEndpoints.Done("factor-off");
        }, cancel);

    private static Task<IResult> RenewAsync(
        [FromForm] string? password, [FromForm] string? code, HttpContext context, OwnAccount own, SecondFactors factors, CancellationToken cancel) =>
        OnceConfirmedAsync(password, code, context, own, factors, Codes, "account.codes", async account =>
        {
            if (await factors.RenewCodesAsync(account, Visitor.Of(context), cancel) is not { } codes)
            {
                return TypedResults.LocalRedirect(AccountEndpoints.Path + SetUp);
            }

            await own.EndOthersAsync(context, account);
            return Shown(codes);
        }, cancel);

    private static async Task<IResult> OnceConfirmedAsync(
        string? password, string? code, HttpContext context, OwnAccount own, SecondFactors factors, string path, string key,
        Func<Account, Task<IResult>> deed, CancellationToken cancel)
    {
        if (await own.FindAsync(context) is not { } account)
        {
            return AccountEndpoints.NoPerson();
        }

        return await own.ConfirmAsync(context, account, password ?? "", code ?? "", cancel)
            ? await deed(account)
            : await AskAsync(context, own, factors, path, key, "account.confirm.refused", cancel);
    }

    private static async Task<IResult> AskAsync(
        HttpContext context, OwnAccount own, SecondFactors factors, string path, string key, string? errorKey, CancellationToken cancel)
    {
        if (await own.FindAsync(context) is not { } account)
        {
            return AccountEndpoints.NoPerson();
        }

        Language.Remember(context);
        var hasFactor = (await factors.StateAsync(account.Id, cancel)).Since is not null;
        return new RazorComponentResult<ConfirmPage>(new { Key = key, Action = AccountEndpoints.Path + path, AsksForCode = hasFactor, ErrorKey = errorKey });
    }

    private static RazorComponentResult<FactorPage> Page(FactorOffer offer, string? errorKey) =>
        new(new { Offer = offer, Action = AccountEndpoints.Path + Confirm, ErrorKey = errorKey });

    private static RazorComponentResult<FactorPage> Shown(IReadOnlyList<string> codes) =>
        new(new { Codes = codes, Next = AccountEndpoints.Path });
}
