using Kotwal.City.People;
using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.Access;

/// <summary>
/// Judges name and password, and counts wrong ones against the account. Every answer costs one hash, whether there is such an
/// account, whether it is closed and whether it has a password at all: the time of the answer tells nothing.
/// </summary>
internal sealed class PasswordCheck(UserManager<Account> users, SignInManager<Account> signIns, IPasswordHasher<Account> hasher)
{
    // What a password is compared with where there is none to compare with. It costs one hash more, once in the program's life.
    private static string? nobodysHash;

    /// <summary>The account, when the password is right and it may be used.</summary>
    internal async Task<(Account? Account, SignInOutcome Outcome)> JudgeAsync(string name, string password)
    {
        var account = await users.FindByNameAsync(name);
        if (account is null || account.IsDisabled || account.PasswordHash is null || await users.IsLockedOutAsync(account))
        {
            Burn(password);
            return (null, account is { IsDisabled: false, PasswordHash: not null } ? SignInOutcome.LockedOut : SignInOutcome.Refused);
        }

        // It also hashes the password again when the cost of a hash was raised since.
        var result = await signIns.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        return result.Succeeded ? (account, SignInOutcome.Entered) : (null, result.IsLockedOut ? SignInOutcome.LockedOut : SignInOutcome.Refused);
    }

    /// <summary>Whether it is the password of somebody who is in already. A wrong one counts against the account too.</summary>
    internal async Task<bool> ConfirmAsync(Account account, string password) =>
        (await JudgeAsync(account.UserName!, password)).Outcome == SignInOutcome.Entered;

    private void Burn(string password)
    {
        nobodysHash ??= hasher.HashPassword(null!, "nobody");
        hasher.VerifyHashedPassword(null!, nobodysHash, password);
    }
}
