namespace Kotwal.Inventory.Identifiers;

/// <summary>IEEE 802 addresses: <c>00:1b:44:11:3a:b7</c>, also written with dashes, in groups of four with dots, bare, or without leading zeros.</summary>
internal static class MacMark
{
    private const int Octets = 6;

    public static string? Read(string text, out string reason)
    {
        if (Digits(text) is not { } digits)
        {
            return CanonicalIdentifier.Refuse("is no MAC address", out reason);
        }

        var octets = Convert.FromHexString(digits);
        if (Array.TrueForAll(octets, octet => octet == 0))
        {
            return CanonicalIdentifier.Refuse("is the zero address, which no system has", out reason);
        }

        if ((octets[0] & 1) != 0)
        {
            return CanonicalIdentifier.Refuse("is a multicast address", out reason);
        }

        return CanonicalIdentifier.Accept(string.Join(':', octets.Select(octet => octet.ToString("x2", System.Globalization.CultureInfo.InvariantCulture))), out reason);
    }

    private static string? Digits(string text)
    {
        var mark = text.AsSpan().IndexOfAny(":-.") is var at and >= 0 ? text[at] : ' ';
        var groups = text.Split(mark);
        var digits = groups.Length switch
        {
            1 => text,
            3 when Array.TrueForAll(groups, group => group.Length == 4) => string.Concat(groups),
            Octets when Array.TrueForAll(groups, group => group.Length is 1 or 2) => string.Concat(groups.Select(group => group.PadLeft(2, '0'))),
            _ => "",
        };
        return digits.Length == 2 * Octets && digits.All(char.IsAsciiHexDigit) ? digits : null;
    }
}
