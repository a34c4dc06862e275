namespace Kotwal.City.Graph;

/// <summary>Reads an IEEE 802 address of six pairs with colons, hyphens, dots or nothing between them, as a number of 48 bits.</summary>
internal static class MacText
{
    private const int Digits = 12;

    public static bool TryParse(ReadOnlySpan<byte> text, out ulong mac)
    {
        mac = 0;
        var digits = 0;
        foreach (var letter in text)
        {
            if (letter is (byte)':' or (byte)'-' or (byte)'.')
            {
                continue;
            }

            if (!char.IsAsciiHexDigit((char)letter) || ++digits > Digits)
            {
                return false;
            }

            mac = (mac << 4) | (uint)(letter <= '9' ? letter - '0' : (letter | 0x20) - 'a' + 10);
        }

        return digits == Digits;
    }

    public static bool TryParse(string text, out ulong mac)
    {
        Span<byte> bytes = stackalloc byte[32];
        mac = 0;
        return System.Text.Encoding.UTF8.TryGetBytes(text, bytes, out var length) && TryParse(bytes[..length], out mac);
    }

    /// <summary>Six lower-case pairs with colons, as inventories write it.</summary>
    public static string Write(ulong mac) =>
        string.Join(':', Enumerable.Range(0, 6).Select(pair => ((mac >> (40 - (8 * pair))) & 0xFF).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
}
