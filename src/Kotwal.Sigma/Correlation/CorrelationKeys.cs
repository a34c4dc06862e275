using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kotwal.Sigma.Correlation;

/// <summary>Makes one text of several values, different for different ones, in a buffer that is used again. For one thread.</summary>
internal sealed class CorrelationKeys
{
    private const int LongestValue = 1_024;
    private const int LongestLength = 12;

    private char[] key = new char[256];

    /// <summary>The values with the length of each before it.</summary>
    public ReadOnlySpan<char> Write(ReadOnlySpan<string> values)
    {
        var length = 0;
        foreach (var value in values)
        {
            if (length + value.Length + LongestLength > key.Length)
            {
                Array.Resize(ref key, (length + value.Length + LongestLength) * 2);
            }

            value.Length.TryFormat(key.AsSpan(length), out var digits, provider: CultureInfo.InvariantCulture);
            length += digits;
            key[length++] = ':';
            value.CopyTo(key.AsSpan(length));
            length += value.Length;
        }

        return key.AsSpan(0, length);
    }

    /// <summary>A sender decides how long values are, so long ones are kept as their beginning and a hash of the whole.</summary>
    public static string Shorten(string value) => value.Length <= LongestValue
        ? value
        : string.Concat(value.AsSpan(0, LongestValue / 2), "…", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value))));
}
