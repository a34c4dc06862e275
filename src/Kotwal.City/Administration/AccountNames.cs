using Kotwal.City.Data;
using Kotwal.City.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Administration;

/// <summary>The names and mail addresses that accounts may have, as Identity looks them up. One per request.</summary>
public sealed class AccountNames(IOptions<IdentityOptions> options, ILookupNormalizer normalizer)
{
    /// <summary>What is wrong with a name; null when it is free.</summary>
    internal async Task<Refusal?> JudgeAsync(CityDbContext city, string name, CancellationToken cancel)
    {
        if (name.Length is 0 or > Account.MaxNameLength || !name.All(options.Value.User.AllowedUserNameCharacters.Contains))
        {
            return Refusal.NameInvalid;
        }

        var normalized = normalizer.NormalizeName(name);
        return await city.Set<Account>().AnyAsync(a => a.NormalizedUserName == normalized, cancel) ? Refusal.NameTaken : null;
    }

    /// <summary>An account that nobody can sign in with until its link is used.</summary>
    internal Account Invite(PersonRequest person, bool isGuest, DateTimeOffset now)
    {
        var account = Account.Invite(person.Name, isGuest, now);
        account.NormalizedUserName = normalizer.NormalizeName(person.Name);
        Describe(account, person.DisplayName, person.Mail);
        return account;
    }

    internal void Describe(Account account, string? displayName, string? mail)
    {
        var written = string.IsNullOrWhiteSpace(mail) ? null : mail.Trim();
        account.Describe(displayName, written, normalizer.NormalizeEmail(written));
    }
}
