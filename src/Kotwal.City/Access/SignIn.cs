using Kotwal.City.Audit;
using Kotwal.City.People;
using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.Access;

/// <summary>Lets people in and out with a session cookie. One per request.</summary>
public sealed class SignIn(SignInManager<Account> sessions, UserManager<Account> users, IPasswordHasher<Account> hasher, IAuditTrail audit)
{
    // Checked when the name is unknown, so that the time of the answer does not tell which names there are.
    private static string? nobodysHash;

    /// <summary>Checks name and password and starts a session when they are right.</summary>
    /// <returns>How it went; a stranger is told the same for a wrong name and a wrong password.</returns>
    public async Task<SignInOutcome> EnterAsync(string name, string password, string address, CancellationToken cancel)
    {
        var outcome = await JudgeAsync(name, password);
        CityMeter.SignIns.Add(1, new KeyValuePair<string, object?>("result", outcome.ToString()));
        var result = outcome == SignInOutcome.Entered ? AuditResult.Done : AuditResult.Refused;
        await audit.WriteAsync(new(name, "session.start", name, result, $"{outcome} from {address}"), cancel);
        return outcome;
    }

    /// <summary>Ends the session of this browser.</summary>
    public async Task LeaveAsync(string name, CancellationToken cancel)
    {
        await sessions.SignOutAsync();
        await audit.WriteAsync(new(name, "session.end", name, AuditResult.Done), cancel);
    }

    private async Task<SignInOutcome> JudgeAsync(string name, string password)
    {
        var account = await users.FindByNameAsync(name);
        if (account is null)
        {
            nobodysHash ??= hasher.HashPassword(null!, "nobody");
            hasher.VerifyHashedPassword(null!, nobodysHash, password);
            return SignInOutcome.Refused;
        }

        var result = await sessions.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true);
        return result switch
        {
            { Succeeded: true } => SignInOutcome.Entered,
            { IsLockedOut: true } => SignInOutcome.LockedOut,
            _ => SignInOutcome.Refused,
        };
    }
}

/// <summary>How an attempt to sign in went.</summary>
public enum SignInOutcome
{
    Entered,
    Refused,
    LockedOut,
}
