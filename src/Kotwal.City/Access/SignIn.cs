using System.Security.Claims;
using Kotwal.City.Audit;
using Kotwal.City.Factors;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.Access;

/// <summary>Lets people in and out with a session cookie. One per request.</summary>
public sealed class SignIn(
    PasswordCheck passwords, Lockout lockout, PendingSignIn pending, SecondFactors factors,
    AccountSessions sessions, AttemptTally attempts, IAuditTrail audit)
{
    /// <summary>Checks name and password and starts a session when they are right and enough.</summary>
    /// <returns>How it went; a stranger is told the same for a wrong name and a wrong password.</returns>
    public async Task<SignInOutcome> EnterAsync(HttpContext context, string name, string password, CancellationToken cancel)
    {
        var (account, outcome, known) = await passwords.JudgeAsync(name, password, cancel);
        if (account is null)
        {
            // What a stranger types may be a password in the wrong field, and the trail keeps it for ever.
            await RefuseAsync(context, known ?? AuditDeed.Somebody, outcome, cancel);
            return outcome;
        }

        var missing = await pending.MissingAsync(account, cancel);
        if (missing == SignInOutcome.Entered)
        {
            await StartAsync(context, account, SignInMethod.Password, cancel);
            return missing;
        }

        attempts.GiveBack(context);
        await PendingSignIn.BeginAsync(context, account);
        return missing;
    }

    /// <summary>Takes the code that was still missing, of the app or a recovery code.</summary>
    public async Task<SignInOutcome> EnterCodeAsync(HttpContext context, string code, CancellationToken cancel)
    {
        if (await pending.FindAsync(context) is not { } account)
        {
            return SignInOutcome.Refused;
        }

        if (await lockout.TryTakeAsync(account, cancel) && await factors.SpendAsync(account.Id, code, cancel) is { } method)
        {
            await StartAsync(context, account, method, cancel);
            return SignInOutcome.Entered;
        }

        var outcome = lockout.IsClosed(account) ? SignInOutcome.LockedOut : SignInOutcome.Refused;
        await RefuseAsync(context, account.UserName!, outcome, cancel);
        return outcome;
    }

    /// <summary>Sets up the factor that was still missing, and lets the person in.</summary>
    /// <returns>The recovery codes; null when the code is wrong or it took too long.</returns>
    public async Task<IReadOnlyList<string>?> SetUpAsync(HttpContext context, string ticket, string code, CancellationToken cancel)
    {
        if (await pending.FindAsync(context) is not { } account
            || await pending.MissingAsync(account, cancel) != SignInOutcome.NeedsFactor
            || await factors.ConfirmAsync(account, ticket, code, Visitor.Of(context), cancel) is not { } codes)
        {
            return null;
        }

        await StartAsync(context, account, SignInMethod.PasswordAndCode, cancel);
        return codes;
    }

    /// <summary>Ends the session of this browser.</summary>
    public async Task LeaveAsync(HttpContext context, CancellationToken cancel)
    {
        if (SessionPrincipal.SessionOf(context.User) is { } session && SessionPrincipal.AccountOf(context.User) is { } account)
        {
            await sessions.EndAsync(account, session, context.User.FindFirstValue(ClaimTypes.Name) ?? "", "signed out", cancel);
        }

        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>Starts the session of somebody who has proved who he is.</summary>
    internal async Task StartAsync(HttpContext context, Account account, SignInMethod method, CancellationToken cancel)
    {
        var visitor = Visitor.Of(context);
        var deed = new AuditDeed(account.UserName!, "session.start", account.UserName!, AuditResult.Done, $"{method} from {visitor.Address} with {visitor.Browser}");
        var session = await audit.DoAsync(deed, async () =>
        {
            await lockout.ClearAsync(account, CancellationToken.None);
            return await sessions.StartAsync(account, method, visitor, CancellationToken.None);
        }, _ => null, cancel);
        CityMeter.SignIns.Add(1, new KeyValuePair<string, object?>("result", SignInOutcome.Entered.ToString()));
        attempts.GiveBack(context);
        await PendingSignIn.EndAsync(context);
        await SessionCookie.WriteAsync(context, session);
    }

    internal Task RefuseAsync(HttpContext context, string name, SignInOutcome outcome, CancellationToken cancel)
    {
        CityMeter.SignIns.Add(1, new KeyValuePair<string, object?>("result", outcome.ToString()));
        return audit.WriteAsync(new(name, "session.start", name, AuditResult.Refused, $"{outcome} from {Visitor.Of(context).Address}"), cancel);
    }
}
