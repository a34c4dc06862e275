using Kotwal.City.Access;

namespace Kotwal.City.Recovery;

/// <summary>What is kept of a link that makes an administrator: never the link itself.</summary>
public sealed class RecoveryLink
{
    /// <summary>How long a link is good.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    private RecoveryLink()
    {
    }

    internal RecoveryLink(string name, string token, DateTimeOffset now)
    {
        Name = name;
        Hash = LinkToken.HashOf(token);
        ExpiresAt = now + Lasts;
    }

    /// <summary>SHA-256 of the token, 32 bytes. The token has 256 random bits, so no salt and no slow hash are needed.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Name of the account that is made or restored.</summary>
    public string Name { get; private set; } = "";

    public DateTimeOffset ExpiresAt { get; private set; }
}
