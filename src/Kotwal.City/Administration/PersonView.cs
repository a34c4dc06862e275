using Kotwal.City.People;

namespace Kotwal.City.Administration;

/// <summary>One line of the list of people, with the grants in force and those that have ended, by role.</summary>
public sealed record PersonRow(
    Guid Id, string Name, string? DisplayName, string? Mail, bool IsGuest, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt,
    DateTimeOffset? LeftAt, IReadOnlyList<RoleGrant> Grants)
{
    /// <summary>When the last grant ends; null when one has no end, or there is none.</summary>
    public DateTimeOffset? EndsAt =>
        Grants.Count > 0 && Grants.All(grant => grant.ExpiresAt is not null) ? Grants.Max(grant => grant.ExpiresAt) : null;

    public PersonStanding Standing => this switch
    {
        { LeftAt: not null } => PersonStanding.Left,
        { DisabledAt: not null } => PersonStanding.Disabled,
        _ => PersonStanding.Active,
    };
}

/// <summary>One person whole.</summary>
/// <param name="Person">Who it is and what the person may do.</param>
/// <param name="Version">What to give with a change, so that the change of another is not lost.</param>
/// <param name="HasPassword">Whether a password was set.</param>
/// <param name="LinkExpiresAt">When the one-time link ends that is open; null when none is.</param>
/// <param name="IsLastAdministrator">Whether the account cannot be taken away, see <see cref="Refusal.LastAdministrator"/>.</param>
/// <param name="HasFactor">Whether an authenticator app is set up.</param>
public sealed record PersonView(PersonRow Person, Guid Version, bool HasPassword, DateTimeOffset? LinkExpiresAt, bool IsLastAdministrator, bool HasFactor);

/// <summary>A page of the list, by name.</summary>
/// <param name="People">The people.</param>
/// <param name="Next">What to give as the name after which the next page begins; null on the last one.</param>
public sealed record PeoplePage(IReadOnlyList<PersonRow> People, string? Next);

/// <summary>How an account stands.</summary>
public enum PersonStanding
{
    Active,
    Disabled,

    /// <summary>The person left; what was personal is removed.</summary>
    Left,
}
