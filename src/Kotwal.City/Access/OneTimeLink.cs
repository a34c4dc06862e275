namespace Kotwal.City.Access;

/// <summary>
/// What is kept of the link with which one person sets a password: never the link itself. An account has one at most; a new one
/// replaces it, use removes it.
/// </summary>
public sealed class OneTimeLink
{
    /// <summary>How long a link is valid.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(72);

    private OneTimeLink()
    {
    }

    public Guid AccountId { get; private set; }

    /// <summary>SHA-256 of the token, 32 bytes. The token has 256 random bits, so no salt and no slow hash are needed.</summary>
    public byte[] Hash { get; private set; } = [];

    public DateTimeOffset ExpiresAt { get; private set; }

    internal static OneTimeLink For(Guid accountId, string token, DateTimeOffset now) =>
        new() { AccountId = accountId, Hash = LinkToken.HashOf(token), ExpiresAt = now + Lifetime };

    /// <summary>Ends the token there was and opens another.</summary>
    internal void Replace(string token, DateTimeOffset now)
    {
        Hash = LinkToken.HashOf(token);
        ExpiresAt = now + Lifetime;
    }
}
