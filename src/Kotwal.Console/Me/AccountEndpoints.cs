using Kotwal.City.Access;
using Kotwal.City.Factors;
using Kotwal.City.Sessions;
using Kotwal.Console.Entry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Console.Me;

/// <summary>The page of one's own account: where one is signed in, and with what one proves who one is.</summary>
internal static class AccountEndpoints
{
    internal const string Path = "/account";

    // What an address may ask to be told as done; anything else is passed over.
    private static readonly string[] Deeds = ["session", "sessions", "password", "factor-off", "passkey"];

    internal static void Map(IEndpointRouteBuilder pages)
    {
        var mine = pages.MapGroup(Path).RequireAuthorization().WithMetadata(PlainPage.Mark);
        mine.MapGet("", ShowAsync).WithName("AccountPage");
        mine.MapPost("/sessions/end", EndAsync).WithName("EndSessionOnPage");
        mine.MapPost("/sessions/end-others", EndOthersAsync).WithName("EndOtherSessionsOnPage");
        PasswordEndpoints.Map(mine);
        OwnFactorEndpoints.Map(mine);
        OwnPasskeyEndpoints.Map(mine);
    }

    /// <summary>Back to the page, which says what was done.</summary>
    internal static RedirectHttpResult Done(string deed) => TypedResults.LocalRedirect($"{Path}?done={deed}");

    /// <summary>What a token gets: it is no person.</summary>
    internal static IResult NoPerson() => TypedResults.Problem("A token has no account.", statusCode: StatusCodes.Status403Forbidden);

    private static async Task<IResult> ShowAsync(
        string? done, HttpContext context, OwnAccount own, AccountSessions sessions, SecondFactors factors, Passkeys passkeys,
        CancellationToken cancel)
    {
        if (await own.FindAsync(context) is not { } account)
        {
            return NoPerson();
        }

        Language.Remember(context);
        return new RazorComponentResult<AccountPage>(new
        {
            Name = account.UserName!,
            Sessions = await sessions.ListAsync(account.Id, cancel),
            Here = SessionPrincipal.SessionOf(context.User),
            Factor = await factors.StateAsync(account.Id, cancel),
            Passkeys = await passkeys.ListAsync(account),
            DoneKey = Deeds.Contains(done) ? "account.done." + done : null,
        });
    }

    private static async Task<IResult> EndAsync([FromForm] Guid id, HttpContext context, OwnAccount own, AccountSessions sessions, CancellationToken cancel)
    {
        if (await own.FindAsync(context) is not { } account)
        {
            return NoPerson();
        }

        await sessions.EndAsync(account.Id, new AccountSessionId(id), account.UserName!, "ended by its owner", cancel);
        return Done("session");
    }

    private static async Task<IResult> EndOthersAsync(
        [FromForm] bool others, HttpContext context, OwnAccount own, AccountSessions sessions, CancellationToken cancel)
    {
        if (await own.FindAsync(context) is not { } account)
        {
            return NoPerson();
        }

        if (others)
        {
            await sessions.EndAllAsync(account.Id, SessionPrincipal.SessionOf(context.User), account.UserName!, "ended by its owner", cancel);
        }

        return Done("sessions");
    }
}
