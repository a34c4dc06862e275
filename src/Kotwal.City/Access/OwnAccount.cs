using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.Factors;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Access;

/// <summary>What people do with their own account, once the password has shown again that it is they. One per request.</summary>
public sealed class OwnAccount(
    UserManager<Account> users, PasswordCheck passwords, Lockout lockout, SecondFactors factors, CityDbContext city, AccountSessions sessions, AttemptTally attempts, IAuditTrail audit)
{
    /// <summary>The account behind the session of this request; null for tokens.</summary>
    public async Task<Account?> FindAsync(HttpContext context) =>
        SessionPrincipal.AccountOf(context.User) is { } id ? await users.FindByIdAsync(id.ToString("D")) : null;

    /// <summary>Whether it is the account's password. A wrong one counts against account and address, and is in the audit trail.</summary>
    public async Task<bool> ConfirmAsync(HttpContext context, Account account, string password, CancellationToken cancel)
    {
        var (_, outcome, _) = await passwords.JudgeAsync(account.UserName!, password, cancel);
        return await AnswerAsync(context, account, "password.confirm", outcome, cancel);
    }

    /// <summary>Whether it is the account's password and, where an app is set up, a code of it or a recovery code, which is spent.</summary>
    public async Task<bool> ConfirmAsync(HttpContext context, Account account, string password, string code, CancellationToken cancel)
    {
        if ((await factors.StateAsync(account.Id, cancel)).Since is null)
        {
            return await ConfirmAsync(context, account, password, cancel);
        }

        var (_, outcome, _) = await passwords.JudgeAsync(account.UserName!, password, cancel);
        if (outcome == SignInOutcome.Entered)
        {
            outcome = await JudgeCodeAsync(account, code, cancel);
        }

        return await AnswerAsync(context, account, "factor.confirm", outcome, cancel);
    }

    /// <summary>Ends the other sessions of the account: its second factor is another one now.</summary>
    public Task EndOthersAsync(HttpContext context, Account account) => sessions.EndAllAsync(
        account.Id, SessionPrincipal.SessionOf(context.User), account.UserName!, "the second factor was changed", CancellationToken.None);

    /// <summary>Sets another password, and ends all other sessions of the account.</summary>
    /// <returns>Why it was refused; empty when it was set.</returns>
    public async Task<IReadOnlyList<IdentityError>> ChangePasswordAsync(
        HttpContext context, Account account, string old, string replacement, CancellationToken cancel)
    {
        if (!await ConfirmAsync(context, account, old, cancel))
        {
            return [new IdentityError { Code = "PasswordMismatch", Description = "The present password is wrong." }];
        }

        if (await users.JudgePasswordAsync(account, replacement) is { Count: > 0 } errors)
        {
            return errors;
        }

        var deed = new AuditDeed(account.UserName!, "password.change", account.UserName!, AuditResult.Done, $"from {Visitor.Of(context).Address}");
        var result = await audit.DoAsync(deed, () => SetPasswordAsync(account, old, replacement), done => done.Succeeded ? null : "changed by another meanwhile", cancel);
        if (result.Succeeded && SessionPrincipal.SessionOf(context.User) is { } here)
        {
            await sessions.OutliveAsync(here, account.SecurityStamp, CancellationToken.None);
            await sessions.EndAllAsync(account.Id, here, account.UserName!, "the password was changed", CancellationToken.None);
        }

        return [.. result.Errors];
    }

    private async Task<SignInOutcome> JudgeCodeAsync(Account account, string code, CancellationToken cancel)
    {
        if (!await lockout.TryTakeAsync(account, cancel) || await factors.SpendAsync(account.Id, code, cancel) is null)
        {
            return lockout.IsClosed(account) ? SignInOutcome.LockedOut : SignInOutcome.Refused;
        }

        await lockout.GiveBackAsync(account, cancel);
        return SignInOutcome.Entered;
    }

    private async Task<bool> AnswerAsync(HttpContext context, Account account, string action, SignInOutcome outcome, CancellationToken cancel)
    {
        if (outcome == SignInOutcome.Entered)
        {
            attempts.GiveBack(context);
            return true;
        }

        await audit.WriteAsync(
            new(account.UserName!, action, account.UserName!, AuditResult.Refused, $"{outcome} from {Visitor.Of(context).Address}"), cancel);
        return false;
    }

    /// <summary>Who knows the password needs no link; one that somebody else may hold ends.</summary>
    private async Task<IdentityResult> SetPasswordAsync(Account account, string old, string replacement)
    {
        var result = await users.ChangePasswordAsync(account, old, replacement);
        if (result.Succeeded)
        {
            city.RemoveRange(await city.Set<OneTimeLink>().Where(l => l.AccountId == account.Id).ToListAsync(CancellationToken.None));
            await city.SaveChangesAsync(CancellationToken.None);
        }

        return result;
    }
}
