using Kotwal.City.Access;
using Kotwal.City.People;

namespace Kotwal.Tests.Access;

/// <summary>Somebody who asks the server: with a role or none, for the whole city or a part of it, by token or by cookie.</summary>
/// <param name="Name">Says in a failure who it was.</param>
/// <param name="Role">One of <see cref="Roles.All"/>; null when nobody should let this visitor in.</param>
/// <param name="IsScoped">True when the role is for a part of the city.</param>
/// <param name="IsBrowser">True when known by a session cookie.</param>
/// <param name="Client">Follows no redirects.</param>
internal sealed record Visitor(string Name, string? Role, bool IsScoped, bool IsBrowser, HttpClient Client)
{
    /// <summary>The proof that a browser sends with what changes something; null for others.</summary>
    public string? Proof { get; init; }

    /// <summary>Whether the policies, all of them, let this visitor in; no policy lets everybody in who is known.</summary>
    public bool MayPass(IReadOnlyList<string> policies) => Role is not null && policies.All(policy =>
        Policies.AllowedRoles[policy].Contains(Role) && (!IsScoped || Policies.Scoped.Contains(policy)));
}
