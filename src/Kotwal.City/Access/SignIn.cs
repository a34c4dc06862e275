using System.Security.Claims;
using Kotwal.City.Audit;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.Access;

/// <summary>Lets people in and out with a session cookie. One per request.</summary>
public sealed class SignIn
{
    private readonly PasswordCheck passwords;
    private readonly AccountSessions sessions;
    private readonly IAuditTrail audit;

    internal SignIn(PasswordCheck passwords, AccountSessions sessions, IAuditTrail audit)
    {
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
    }

    /// <summary>Checks name and password and starts a session when they are right.</summary>
    /// <returns>How it went; a stranger is told the same for a wrong name and a wrong password.</returns>
    public async Task<SignInOutcome> EnterAsync(HttpContext context, string name, string password, CancellationToken cancel)
    {
        var (account, outcome) = await passwords.JudgeAsync(name, password);
        if (account is null)
        {
            await RefuseAsync(context, name, outcome, cancel);
            return outcome;
        }

        await StartAsync(context, account, SignInMethod.Password, cancel);
        return outcome;
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

    private async Task StartAsync(HttpContext context, Account account, SignInMethod method, CancellationToken cancel)
    {
        var visitor = Visitor.Of(context);
        var session = await sessions.StartAsync(account, method, visitor, cancel);
        await audit.WriteAsync(
            new(account.UserName!, "session.start", account.UserName!, AuditResult.Done, $"{method} from {visitor.Address} with {visitor.Browser}"), cancel);
        CityMeter.SignIns.Add(1, new KeyValuePair<string, object?>("result", SignInOutcome.Entered.ToString()));
        await SessionCookie.WriteAsync(context, session);
    }

    private Task RefuseAsync(HttpContext context, string name, SignInOutcome outcome, CancellationToken cancel)
    {
        CityMeter.SignIns.Add(1, new KeyValuePair<string, object?>("result", outcome.ToString()));
        return audit.WriteAsync(new(name, "session.start", name, AuditResult.Refused, $"{outcome} from {Visitor.Of(context).Address}"), cancel);
    }
}
