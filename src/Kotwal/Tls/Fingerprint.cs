using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kotwal.Tls;

/// <summary>SHA-256 of a certificate as people compare it and as browsers and openssl show it: 32 pairs, <c>AB:CD:…</c>.</summary>
internal static class Fingerprint
{
    public static string Of(X509Certificate certificate) =>
        string.Join(':', certificate.GetCertHash(HashAlgorithmName.SHA256).Select(value => value.ToString("X2", null)));

    /// <summary>Reads one in either case, with or without colons and blanks between the digits; null when it is none.</summary>
    public static byte[]? Read(string text)
    {
        var digits = string.Concat(text.Where(letter => letter is not (':' or ' ')));
        return digits.Length == 2 * SHA256.HashSizeInBytes && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }
}
