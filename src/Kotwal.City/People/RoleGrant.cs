namespace Kotwal.City.People;

/// <summary>One role of one account, who gave it and when.</summary>
public sealed class RoleGrant
{
    private RoleGrant()
    {
    }

    internal RoleGrant(Guid accountId, string role, string grantedBy, DateTimeOffset now)
    {
        AccountId = accountId;
        Role = role;
        GrantedBy = grantedBy;
        GrantedAt = now;
    }

    public Guid AccountId { get; private set; }

    /// <summary>One of <see cref="Roles.All"/>.</summary>
    public string Role { get; private set; } = "";

    public string GrantedBy { get; private set; } = "";

    public DateTimeOffset GrantedAt { get; private set; }
}
