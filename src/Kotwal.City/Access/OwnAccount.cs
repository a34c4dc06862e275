using Kotwal.City.Audit;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.Access;

/// <summary>What people do with their own account, once the password has shown again that it is they. One per request.</summary>
public sealed class OwnAccount(
    UserManager<Account> users, PasswordCheck passwords, AccountSessions sessions, AttemptTally attempts, IAuditTrail audit)
{
    /// <summary>The account behind the session of this request; null for tokens.</summary>
    public async Task<Account?> FindAsync(HttpContext context) =>
        SessionPrincipal.AccountOf(context.User) is { } id ? await users.FindByIdAsync(id.ToString("D")) : null;

    /// <summary>Whether it is the account's password. A wrong one counts against account and address, and is in the audit trail.</summary>
    public async Task<bool> ConfirmAsync(HttpContext context, Account account, string password, CancellationToken cancel)
    {
        var (_, outcome) = await passwords.JudgeAsync(account.UserName!, password, cancel);
        if (outcome == SignInOutcome.Entered)
        {
            attempts.GiveBack(context);
            return true;
        }

        await audit.WriteAsync(
            new(account.UserName!, "password.confirm", account.UserName!, AuditResult.Refused, $"{outcome} from {Visitor.Of(context).Address}"), cancel);
        return false;
    }

    /// <summary>Sets another password, and ends all other sessions of the account.</summary>
    /// <returns>Why it was refused; empty when it was set.</returns>
    public async Task<IReadOnlyList<IdentityError>> ChangePasswordAsync(
        HttpContext context, Account account, string old, string replacement, CancellationToken cancel)
    {
        if (!await ConfirmAsync(context, account, old, cancel))
        {
            return [new IdentityError { Code = "PasswordMismatch", Description = "The present password is wrong." }];
        }

        var visitor = Visitor.Of(context);
        var result = await users.ChangePasswordAsync(account, old, replacement);
        if (!result.Succeeded)
        {
            return [.. result.Errors];
        }

        await audit.WriteAsync(new(account.UserName!, "password.change", account.UserName!, AuditResult.Done, $"from {visitor.Address}"), cancel);
        if (SessionPrincipal.SessionOf(context.User) is { } here)
        {
            await sessions.OutliveAsync(here, account.SecurityStamp, cancel);
            await sessions.EndAllAsync(account.Id, here, account.UserName!, "the password was changed", cancel);
        }

        return [];
    }
}
