using Kotwal.City.Administration;
using Kotwal.City.People;
using Kotwal.Console.Ui;

namespace Kotwal.Console.Administration.People;

/// <summary>A grant while somebody writes it.</summary>
public sealed class GrantDraft
{
    /// <summary>Out of <see cref="Roles.ForPeople"/>; empty for none yet.</summary>
    public string Role { get; set; } = "";

    public IReadOnlyList<ScopeKey> Scope { get; set; } = [];

    /// <summary>The last day; null for no end.</summary>
    public DateOnly? Until { get; set; }

    internal static GrantDraft Of(RoleGrant grant, CityTime time) => new()
    {
        Role = grant.Role,
        Scope = grant.Scope,
        Until = grant.ExpiresAt is { } end ? EndDate.LastDay(time, end) : null,
    };

    internal GrantRequest AsRequest(CityTime time) => new(Role, [.. Scope.Select(key => key.ToString())], EndDate.End(time, Until));
}
