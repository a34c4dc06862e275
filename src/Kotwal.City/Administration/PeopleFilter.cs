using Kotwal.City.People;
using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.Administration;

/// <summary>Which people are asked for.</summary>
/// <param name="Text">A part of the name, the display name or the mail address; null for all.</param>
/// <param name="Standing">How the account stands; null for all.</param>
/// <param name="GuestsOnly">Only guests.</param>
public sealed record PeopleFilter(string? Text = null, PersonStanding? Standing = null, bool GuestsOnly = false)
{
    internal IQueryable<Account> Narrow(IQueryable<Account> accounts, ILookupNormalizer normalizer)
    {
        if (Text?.Trim() is { Length: > 0 } text)
        {
            var normalized = normalizer.NormalizeName(text);
#pragma warning disable CA1862 // A database knows no StringComparison.
            accounts = accounts.Where(a =>
                a.NormalizedUserName!.Contains(normalized) || a.NormalizedEmail!.Contains(normalized)
                || a.DisplayName!.Contains(text) || a.DisplayName!.ToUpper().Contains(normalized));
#pragma warning restore CA1862
        }

        accounts = Standing switch
        {
            PersonStanding.Active => accounts.Where(a => a.DisabledAt == null),
            PersonStanding.Disabled => accounts.Where(a => a.DisabledAt != null && a.LeftAt == null),
            PersonStanding.Left => accounts.Where(a => a.LeftAt != null),
            _ => accounts,
        };
        return GuestsOnly ? accounts.Where(a => a.IsGuest) : accounts;
    }

    /// <summary>The filter in words, for the audit trail; without the text, which may be a person's name or mail address.</summary>
    internal string InWords() =>
        string.Join(", ", new[] { Standing?.ToString().ToLowerInvariant(), GuestsOnly ? "guests" : null, string.IsNullOrWhiteSpace(Text) ? null : "by words" }
            .Where(part => part is not null)) is { Length: > 0 } words ? words : "all";
}
