using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.People;

/// <summary>Asks all rules about names and passwords before anything is written, as Identity asks them while it saves.</summary>
internal static class AccountRules
{
    /// <summary>What is wrong with the account's name; empty when nothing is.</summary>
    public static async Task<IReadOnlyList<IdentityError>> JudgeNameAsync(this UserManager<Account> users, Account account)
    {
        var errors = new List<IdentityError>();
        foreach (var validator in users.UserValidators)
        {
            errors.AddRange((await validator.ValidateAsync(users, account)).Errors);
        }

        return errors;
    }

    /// <summary>What is wrong with a new password of the account; empty when nothing is.</summary>
    public static async Task<IReadOnlyList<IdentityError>> JudgePasswordAsync(this UserManager<Account> users, Account account, string password)
    {
        var errors = new List<IdentityError>();
        foreach (var validator in users.PasswordValidators)
        {
            errors.AddRange((await validator.ValidateAsync(users, account, password)).Errors);
        }

        return errors;
    }
}
