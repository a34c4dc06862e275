using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.People;

/// <summary>Keeps a disabled account out, by whatever way somebody signs in. Identity asks this before it looks at any proof.</summary>
internal sealed class AccountStanding : IUserConfirmation<Account>
{
    public Task<bool> IsConfirmedAsync(UserManager<Account> manager, Account user) => Task.FromResult(user.DisabledAt is null);
}
