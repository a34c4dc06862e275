using Kotwal.City.People;
using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.Access;

/// <summary>
/// Judges name and password, and counts wrong ones against the account. Every refusal costs one write and one hash, whether there is
/// such an account, whether it is closed and whether it has a password at all: the time of the answer tells nothing.
/// </summary>
public sealed class PasswordCheck(UserManager<Account> users, Lockout lockout, IPasswordHasher<Account> hasher, NobodysPassword nobody)
{
    /// <summary>The account when the password is right and it may be used; otherwise why not. The name is null when nobody is called so.</summary>
    internal async Task<(Account? Account, SignInOutcome Outcome, string? Name)> JudgeAsync(string name, string password, CancellationToken cancel)
    {
        var account = await users.FindByNameAsync(name);
        if (account is not { DisabledAt: null, PasswordHash: not null })
        {
            await lockout.PretendAsync(cancel);
            Burn(password);
            return (null, SignInOutcome.Refused, account?.UserName);
        }

        if (!await lockout.TryTakeAsync(account, cancel))
        {
            Burn(password);
            return (null, SignInOutcome.LockedOut, account.UserName);
        }

        // It also hashes the password again when the cost of a hash was raised since.
        if (!await users.CheckPasswordAsync(account, password))
        {
            return (null, lockout.IsClosed(account) ? SignInOutcome.LockedOut : SignInOutcome.Refused, account.UserName);
        }

        await lockout.GiveBackAsync(account, cancel);
        return (account, SignInOutcome.Entered, account.UserName);
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
