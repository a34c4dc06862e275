namespace Kotwal.City.People;

/// <summary>One role of one account: for which part of the city and until when, who gave it and when.</summary>
public sealed class RoleGrant
{
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
}
