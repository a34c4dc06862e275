using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kotwal.City.Factors;

/// <summary>Time-based one-time codes (RFC 6238): SHA-1, 30 seconds, six digits, which is what every authenticator app knows.</summary>
internal static class TimeCode
{
    internal const int SecretBytes = 20;
    private const int Seconds = 30;
    private const int Digits = 6;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    internal static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>Which period of 30 seconds a time is in.</summary>
    internal static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / Seconds;

    /// <summary>The period whose code this is: the present one, the one before or the one after, since clocks differ.</summary>
    /// <param name="secret">What the app and we share.</param>
    /// <param name="code">What the person typed; blanks in it do not matter.</param>
    /// <param name="now">The present time.</param>
    /// <param name="lastStep">The period whose code was taken last: it and those before are not taken again.</param>
    /// <returns>Null when it is the code of none of them.</returns>
    internal static long? Match(byte[] secret, string code, DateTimeOffset now, long lastStep)
    {
        var typed = Encoding.UTF8.GetBytes(string.Concat(code.Where(sign => !char.IsWhiteSpace(sign))));
        long? match = null;
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(typed, Encoding.ASCII.GetBytes(Compute(secret, step))) && step > lastStep)
            {
                match ??= step;
            }
        }

        return match;
    }

    /// <summary>The code of one period.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238 is HMAC-SHA-1, and apps know no other; HMAC does not need what SHA-1 has lost.")]
    internal static string Compute(byte[] secret, long step)
    {
        Span<byte> moment = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(moment, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secret, moment, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D" + Digits, CultureInfo.InvariantCulture);
    }

    /// <summary>The secret as apps read it: base 32 without padding.</summary>
    internal static string InBase32(byte[] secret)
    {
        var text = new StringBuilder();
        var (bits, held) = (0, 0);
        foreach (var octet in secret)
        {
            (bits, held) = ((bits << 8) | octet, held + 8);
            for (; held >= 5; held -= 5)
            {
                text.Append(Alphabet[(bits >> (held - 5)) & 31]);
            }

            bits &= (1 << held) - 1;
        }

        return held == 0 ? text.ToString() : text.Append(Alphabet[(bits << (5 - held)) & 31]).ToString();
    }

    /// <summary>What the QR code says (Key URI format of authenticator apps).</summary>
    internal static string Uri(string name, byte[] secret) =>
        $"otpauth://totp/Kotwal:{System.Uri.EscapeDataString(name)}?secret={InBase32(secret)}&issuer=Kotwal&algorithm=SHA1&digits={Digits}&period={Seconds}";
}
