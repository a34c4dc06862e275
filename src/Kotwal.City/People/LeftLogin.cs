using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.People;

/// <summary>
/// What stays of a login at the sign-on provider when its person has left: a hash of issuer and subject, by which the person is
/// refused there. Without it the next sign-in would make a new account.
/// </summary>
internal static class LeftLogin
{
    /// <summary>Stands where a living login names its issuer, which is an address and never this.</summary>
    public const string Provider = "left";

    public static IdentityUserLogin<Guid> Of(Guid accountId, IdentityUserLogin<Guid> login) =>
        new() { LoginProvider = Provider, ProviderKey = KeyOf(login.LoginProvider, login.ProviderKey), UserId = accountId };

    /// <summary>SHA-256 of both; an issuer has no line break.</summary>
    public static string KeyOf(string issuer, string subject) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(issuer + "\n" + subject)));
}
