using Kotwal.City.Access;
using Kotwal.Console.Entry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Console.Me;

/// <summary>One's passkeys; none is added or removed without the password again.</summary>
internal static class OwnPasskeyEndpoints
{
    private const string Add = "/passkeys";
    private const string Question = "/passkeys/question";
    private const string Remove = "/passkeys/remove";

    internal static void Map(IEndpointRouteBuilder mine)
    {
        mine.MapGet(Add, Show).WithName("AddPasskeyPage").WithMetadata(PlainPage.WithScript);
        mine.MapPost(Question, OfferAsync).WithName("OfferPasskey").RequireRateLimiting(RateLimits.SignIn);
        mine.MapPost(Add, AddAsync).WithName("AddPasskey").WithMetadata(PlainPage.WithScript).RequireRateLimiting(RateLimits.SignIn);
        mine.MapGet(Remove, (string? id, HttpContext context) => Ask(context, id, null)).WithName("RemovePasskeyPage");
        mine.MapPost(Remove, RemoveAsync).WithName("RemovePasskey").RequireRateLimiting(RateLimits.SignIn);
    }

    private static RazorComponentResult<AddPasskeyPage> Show(HttpContext context)
    {
        Language.Remember(context);
        return new(new { ErrorKey = (string?)null });
    }

    private static async Task<IResult> OfferAsync(
        [FromForm] string? password, HttpContext context, OwnAccount own, Passkeys passkeys, CancellationToken cancel) =>
        await own.FindAsync(context) is { } account && await own.ConfirmAsync(context, account, password ?? "", cancel)
            ? TypedResults.Ok(await passkeys.OfferAsync(context, account))
            : TypedResults.Problem("The password is wrong.", statusCode: StatusCodes.Status403Forbidden);

    private static async Task<IResult> AddAsync(
        [FromForm] string? name, [FromForm] string? ticket, [FromForm] string? credential, HttpContext context, OwnAccount own, Passkeys passkeys,
        AttemptTally attempts, CancellationToken cancel)
    {
        if (await own.FindAsync(context) is not { } account)
        {
            return AccountEndpoints.NoPerson();
        }

        if (!await passkeys.AddAsync(context, account, name ?? "", ticket ?? "", credential ?? "", cancel))
        {
            return new RazorComponentResult<AddPasskeyPage>(new { ErrorKey = "passkey.add.refused" });
        }

        attempts.GiveBack(context);
        return AccountEndpoints.Done("passkey");
    }

    private static async Task<IResult> RemoveAsync(
        [FromQuery] string? id, [FromForm] string? password, HttpContext context, OwnAccount own, Passkeys passkeys, CancellationToken cancel)
    {
        if (await own.FindAsync(context) is not { } account)
        {
            return AccountEndpoints.NoPerson();
        }

        if (!await own.ConfirmAsync(context, account, password ?? "", cancel))
        {
            return Ask(context, id, "account.confirm.refused");
        }

        await passkeys.RemoveAsync(context, account, id ?? "", cancel);
        return AccountEndpoints.Done("passkey");
    }

    private static RazorComponentResult<ConfirmPage> Ask(HttpContext context, string? id, string? errorKey)
    {
        Language.Remember(context);
        return new(new { Key = "passkey.remove", Action = $"{AccountEndpoints.Path}{Remove}?id={Uri.EscapeDataString(id ?? "")}", ErrorKey = errorKey });
    }
}
