using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Kotwal.Console.Tests.Host;

/// <summary>An authenticator app, written from RFC 6238 apart from the program's own code.</summary>
internal sealed partial class PhoneApp(string base32, TimeProvider clock)
{
    public string Secret => base32;

    /// <summary>Reads the secret off the page that offers it.</summary>
    public static PhoneApp Scan(string page, TimeProvider clock) => new(OnPage().Match(page).Groups[1].Value, clock);

    public string Code(int periodsAhead = 0)
    {
        var bits = string.Concat(base32.Select(sign => Convert.ToString(char.IsDigit(sign) ? sign - '2' + 26 : sign - 'A', 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var moment = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(moment, (clock.GetUtcNow().ToUnixTimeSeconds() / 30) + periodsAhead);
#pragma warning disable CA5350 // RFC 6238 says HMAC-SHA-1.
        var hash = HMACSHA1.HashData(key, moment);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[19] & 15)) & 0x7fffffff;
        return (number % 1000000).ToString("D6", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("secret=([A-Z2-7]+)")]
    private static partial Regex OnPage();
}
