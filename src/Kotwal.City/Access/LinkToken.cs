using System.Security.Cryptography;
using System.Text;

namespace Kotwal.City.Access;

/// <summary>The secret of a link that opens something once: 256 random bits, so that its hash needs no salt and need not be slow.</summary>
internal static class LinkToken
{
    private const int Bytes = 32;

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256, 32 bytes: what is kept of it.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
