using System.Globalization;

namespace Kotwal.City.People;

/// <summary>One role of one account: for which part of the city and until when, who gave it and when.</summary>
public sealed class RoleGrant
{
    /// <summary>Who gave the grants that come from the sign-on provider. It has blanks, so no account can be called so.</summary>
    public const string BySignOn = "single sign-on";

    private RoleGrant()
    {
    }

    internal RoleGrant(
        Guid accountId, string role, IReadOnlyCollection<ScopeKey> scope, DateTimeOffset? expiresAt, string grantedBy, DateTimeOffset now)
    {
        AccountId = accountId;
        Role = role;
        Scope = [.. scope];
        ExpiresAt = expiresAt;
        GrantedBy = grantedBy;
        GrantedAt = now;
    }

    public Guid AccountId { get; private set; }

    /// <summary>One of <see cref="Roles.All"/>.</summary>
    public string Role { get; private set; } = "";

    /// <summary>The parts of the city it reaches; empty for all of it.</summary>
    public IReadOnlyList<ScopeKey> Scope { get; private set; } = [];

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    public string GrantedBy { get; private set; } = "";

    public DateTimeOffset GrantedAt { get; private set; }

    /// <summary>Whether it is in force: it has no end, or one that is to come.</summary>
    public bool IsValid(DateTimeOffset now) => ExpiresAt is null || now < ExpiresAt;

    /// <summary>The grant in words: <c>engineer for zone:scada until 2026-06-01T00:00:00Z</c>.</summary>
    public override string ToString() => Words(Role, Scope, ExpiresAt);

    /// <summary>
    /// The bare roles in one line. A detail of the audit trail begins with them: it is cut where it is too long, and a long list of
    /// parts must not hide the role behind it.
    /// </summary>
    internal static string RolesOf(IEnumerable<RoleGrant> grants) =>
        string.Join(' ', grants.Select(grant => grant.Role).Order(StringComparer.Ordinal)) is { Length: > 0 } roles ? roles : "without a role";

    internal static string Words(string role, IReadOnlyCollection<ScopeKey> scope, DateTimeOffset? expiresAt)
    {
        var where = scope.Count == 0 ? "the whole city" : string.Join(", ", scope.Select(key => key.ToString()));
        return expiresAt is { } end
            ? string.Create(CultureInfo.InvariantCulture, $"{role} for {where} until {end.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}")
            : $"{role} for {where}";
    }

    /// <summary>Gives another reach and end.</summary>
    internal void Change(IReadOnlyCollection<ScopeKey> scope, DateTimeOffset? expiresAt, string grantedBy, DateTimeOffset now)
    {
        Scope = [.. scope];
        ExpiresAt = expiresAt;
        GrantedBy = grantedBy;
        GrantedAt = now;
    }
}
