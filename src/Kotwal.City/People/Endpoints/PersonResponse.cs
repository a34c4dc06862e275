using Kotwal.City.Administration;

namespace Kotwal.City.People.Endpoints;

/// <summary>
/// A person as the API shows one. The standing is <c>active</c>, <c>disabled</c> or <c>left</c>; the end is that of the last grant,
/// null when one has no end, or there is none.
/// </summary>
internal sealed record PersonResponse(
    Guid Id, string Name, string? DisplayName, string? Mail, bool IsGuest, string Standing, DateTimeOffset CreatedAt,
    DateTimeOffset? EndsAt, IReadOnlyList<GrantResponse> Grants)
{
    public static PersonResponse From(PersonRow person) => new(
        person.Id, person.Name, person.DisplayName, person.Mail, person.IsGuest, person.Standing.ToString().ToLowerInvariant(),
        person.CreatedAt, person.EndsAt, [.. person.Grants.Select(GrantResponse.From)]);
}

/// <summary>A grant as the API shows one; an empty scope is the whole city.</summary>
internal sealed record GrantResponse(string Role, IReadOnlyList<string> Scope, DateTimeOffset? ExpiresAt, string GrantedBy, DateTimeOffset GrantedAt)
{
    public static GrantResponse From(RoleGrant grant) =>
        new(grant.Role, [.. grant.Scope.Select(key => key.ToString())], grant.ExpiresAt, grant.GrantedBy, grant.GrantedAt);
}
