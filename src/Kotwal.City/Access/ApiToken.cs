using Kotwal.City.People;

namespace Kotwal.City.Access;

/// <summary>Identifies one API token; it is no secret.</summary>
public readonly record struct ApiTokenId(Guid Value)
{
    public static ApiTokenId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));
}

/// <summary>What is kept of a token: never the token itself.</summary>
public sealed class ApiToken
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Longest name of who made it, in characters.</summary>
    internal const int MaxMakerLength = 128;

    private ApiToken()
    {
    }

    internal ApiToken(string name, string role, IReadOnlyCollection<ScopeKey> scope, byte[] hash, DateTimeOffset? expiresAt, string createdBy, TimeProvider clock)
    {
        Id = ApiTokenId.New(clock);
        Name = name;
        Role = role;
        Scope = [.. scope];
        Hash = hash;
        CreatedAt = clock.GetUtcNow();
        ExpiresAt = expiresAt;
        CreatedBy = createdBy;
    }

    public ApiTokenId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>
    /// The name of whoever comes with it. Names of tokens need not be unique, so that the end of the id stands behind; its beginning is
    /// a time, and alike in tokens made together.
    /// </summary>
    public string Actor => $"token:{Name}#{Id.Value.ToString("N")[^8..]}";

    /// <summary>One of <see cref="People.Roles.All"/>.</summary>
    public string Role { get; private set; } = "";

    /// <summary>The parts of the city it reaches; empty for all of it.</summary>
    public IReadOnlyList<ScopeKey> Scope { get; private set; } = [];

    /// <summary>SHA-256 of the whole token, 32 bytes. The token has 238 random bits, so no salt and no slow hash are needed.</summary>
    public byte[] Hash { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Name of who made it, as the audit trail writes it; null for those made before it was kept.</summary>
    public string? CreatedBy { get; private set; }

    /// <summary>When it stops to be valid; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>When it was last accepted, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    internal bool IsValid(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);

    /// <summary>Takes the token back. Taking it back again keeps the first time.</summary>
    internal void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    internal void Used(DateTimeOffset now) => LastUsedAt = now;
}
