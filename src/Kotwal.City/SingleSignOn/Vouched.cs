using System.Security.Claims;

namespace Kotwal.City.SingleSignOn;

/// <summary>What the provider says of a person.</summary>
/// <param name="Issuer">The provider's own name for itself; with <paramref name="Subject"/> it is who the person is.</param>
/// <param name="Subject">The provider's unchanging id of the person.</param>
/// <param name="Name">What the person is called there; says nothing about who it is.</param>
/// <param name="Roles">Roles here that the mapping gives.</param>
internal sealed record Vouched(string Issuer, string Subject, string Name, IReadOnlySet<string> Roles)
{
    private const int MaxIssuer = 128;
    private const int MaxSubject = 256;

    /// <summary>Null when issuer or subject are missing or too long to be kept.</summary>
    internal static Vouched? Read(ClaimsPrincipal person, string? issuer, OidcOptions options)
    {
        var subject = person.FindFirstValue("sub");
        if (issuer is not { Length: > 0 and <= MaxIssuer } || subject is not { Length: > 0 and <= MaxSubject })
        {
            return null;
        }

        var roles = person.FindAll(options.RoleClaim).Select(claim => options.Roles.TryGetValue(claim.Value, out var role) ? role : null);
        return new(issuer, subject, person.FindFirstValue(options.NameClaim) ?? person.FindFirstValue("name") ?? subject, roles.OfType<string>().ToHashSet());
    }
}
