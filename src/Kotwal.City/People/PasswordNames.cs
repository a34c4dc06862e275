using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.People;

/// <summary>Refuses the passwords that are tried first here: the person's own name, the product's, one sign repeated.</summary>
internal sealed class PasswordNames : IPasswordValidator<Account>
{
    private const string Product = "kotwal";
    private const int FewestDifferentSigns = 5;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Judge(user.UserName ?? "", password ?? ""));

    private static IdentityResult Judge(string name, string password)
    {
        if (password.Contains(Product, StringComparison.OrdinalIgnoreCase))
        {
            return Refuse("PasswordHasProductName", "The password must not contain the name of this program.");
        }

        if (name.Length >= 3 && password.Contains(name, StringComparison.OrdinalIgnoreCase))
        {
            return Refuse("PasswordHasUserName", "The password must not contain the user's name.");
        }

        return password.Distinct().Count() < FewestDifferentSigns
            ? Refuse("PasswordTooUniform", "The password must have at least five different signs.")
            : IdentityResult.Success;
    }

    private static IdentityResult Refuse(string code, string description) =>
        IdentityResult.Failed(new IdentityError { Code = code, Description = description });
}
