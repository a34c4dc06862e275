using Kotwal.City.People;

namespace Kotwal.City.Administration;

/// <summary>A person who is to get an account.</summary>
/// <param name="Name">Name to sign in with; letters, digits and <c>-._@+</c>. It stays in the audit trail for ever.</param>
/// <param name="DisplayName">The person's name as others read it; may be null.</param>
/// <param name="Mail">Mail address; may be null. Nothing is sent to it by this program.</param>
/// <param name="Grants">What the person may do; may be empty.</param>
public sealed record PersonRequest(string Name, string? DisplayName, string? Mail, IReadOnlyList<GrantRequest> Grants)
{
    /// <summary>What is wrong with it apart from the name; null when nothing is.</summary>
    internal Refusal? Judge(DateTimeOffset now)
    {
        if (Grants.Select(grant => grant.Role).Distinct().Count() != Grants.Count)
        {
            return Refusal.RoleTwice;
        }

        return JudgeDetails(DisplayName, Mail) ?? Grants.Select(grant => grant.Judge(Roles.ForPeople, now)).FirstOrDefault(refused => refused is not null);
    }

    internal static Refusal? JudgeDetails(string? displayName, string? mail)
    {
        if (displayName?.Trim().Length > Account.MaxDisplayNameLength || displayName?.Any(char.IsControl) == true)
        {
            return Refusal.DisplayNameTooLong;
        }

        return string.IsNullOrWhiteSpace(mail) || IsMail(mail.Trim()) ? null : Refusal.MailInvalid;
    }

    private static bool IsMail(string mail) =>
        mail.Length <= Account.MaxMailLength
        && mail.IndexOf('@') is > 0 and var at
        && at == mail.LastIndexOf('@')
        && at < mail.Length - 1
        && !mail.Any(sign => char.IsControl(sign) || char.IsWhiteSpace(sign));
}

/// <summary>What came of making an account, or a new link for one.</summary>
/// <param name="Refused">Why it was not done; null when it was.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Token">For <c>/welcome?token=…</c>. It is nowhere kept and cannot be shown again; null when it was refused.</param>
/// <param name="ExpiresAt">When the link ends.</param>
public sealed record Invitation(Refusal? Refused, Guid AccountId, string? Token, DateTimeOffset ExpiresAt)
{
    internal static Invitation Of(Refusal? refused, Guid accountId, string token, DateTimeOffset now) =>
        new(refused, accountId, refused is null ? token : null, now + Access.OneTimeLink.Lifetime);
}
