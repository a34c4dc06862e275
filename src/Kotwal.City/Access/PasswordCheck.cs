using Kotwal.City.People;
using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.Access;

/// <summary>
/// Judges name and password, and counts wrong ones against the account. Every answer costs one hash, whether there is such an
/// account, whether it is closed and whether it has a password at all: the time of the answer tells nothing.
/// </summary>
public sealed class PasswordCheck(UserManager<Account> users, IPasswordHasher<Account> hasher, NobodysPassword nobody)
{
    /// <summary>The account when the password is right and it may be used; otherwise why not.</summary>
    internal async Task<(Account? Account, SignInOutcome Outcome)> JudgeAsync(string name, string password)
    {
        var account = await users.FindByNameAsync(name);
        if (account is not { DisabledAt: null, PasswordHash: not null })
        {
            Burn(password);
            return (null, SignInOutcome.Refused);
        }

        if (await users.IsLockedOutAsync(account))
        {
            Burn(password);
            return (null, SignInOutcome.LockedOut);
        }

        // It also hashes the password again when the cost of a hash was raised since.
        return await users.CheckPasswordAsync(account, password) ? (account, SignInOutcome.Entered) : (null, await FailAsync(account));
    }

    /// <summary>Counts a wrong proof; too many in a row close the account for a while.</summary>
    internal async Task<SignInOutcome> FailAsync(Account account)
    {
        await users.AccessFailedAsync(account);
        return await users.IsLockedOutAsync(account) ? SignInOutcome.LockedOut : SignInOutcome.Refused;
    }

    private void Burn(string password)
    {
        nobody.Hash ??= hasher.HashPassword(null!, "nobody");
        hasher.VerifyHashedPassword(null!, nobody.Hash, password);
    }
}

/// <summary>What a password is compared with where there is none. It costs one hash more, once in the program's life.</summary>
public sealed class NobodysPassword
{
    internal string? Hash { get; set; }
}
