using System.Security.Cryptography;
using System.Text;

namespace Kotwal.City.Factors;

/// <summary>What is kept of a code that stands in for a lost authenticator once: never the code itself.</summary>
public sealed class RecoveryCode
{
    /// <summary>How many are made at a time.</summary>
    public const int Count = 10;

    private const int Signs = 16;
    private const int Group = 4;

    // Without those that are mistaken for one another on paper; 31 signs, so a code has 79 random bits.
    private const string Alphabet = "23456789abcdefghjkmnpqrstuvwxyz";

    private RecoveryCode()
    {
    }

    internal RecoveryCode(Guid accountId, byte[] hash)
    {
        AccountId = accountId;
        Hash = hash;
    }

    public Guid AccountId { get; private set; }

    /// <summary>SHA-256 of account and code, 32 bytes. The code is random, so no slow hash is needed.</summary>
    internal byte[] Hash { get; private set; } = [];

    internal static string NewText()
    {
        var signs = RandomNumberGenerator.GetString(Alphabet, Signs);
        return string.Join('-', signs.Chunk(Group).Select(part => new string(part)));
    }

    /// <summary>Blanks, hyphens and case do not matter.</summary>
    internal static byte[] HashOf(Guid accountId, string text)
    {
        var signs = string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return SHA256.HashData([.. accountId.ToByteArray(), .. Encoding.ASCII.GetBytes(signs)]);
    }
}
