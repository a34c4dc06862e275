using System.Globalization;

namespace Kotwal.Sigma.Matching;

/// <summary>
/// Reads addresses as logs write them (RFC 4291, section 2.2) without allocating: the framework's reader makes an object of each. An IPv4
/// address is read as its IPv4-mapped form; a zone behind <c>%</c> is ignored, and so are the brackets that stand around an IPv6 address in
/// URLs (RFC 3986, section 3.2.2).
/// </summary>
internal static class AddressText
{
    private const int LongestAddress = 64;
    private const int Groups = 8;
    private static readonly UInt128 MappedPrefix = (UInt128)0xFFFF << 32;

    public static bool TryRead(ReadOnlySpan<byte> text, out UInt128 address)
    {
        address = 0;
        if (text.Length is 0 or > LongestAddress)
        {
            return false;
        }

        if (!text.Contains((byte)':'))
        {
            var isV4 = TryReadV4(text, out var v4);
            address = MappedPrefix | v4;
            return isV4;
        }

        if (text is [(byte)'[', .. var inner, (byte)']'])
        {
            text = inner;
        }

        var zone = text.IndexOf((byte)'%');
        return TryReadV6(zone < 0 ? text : text[..zone], out address);
    }

    public static bool IsMapped(UInt128 address) => address >> 32 == MappedPrefix >> 32;

    private static bool TryReadV6(ReadOnlySpan<byte> text, out UInt128 address)
    {
        address = 0;
        var gap = text.IndexOf("::"u8);
        if (gap < 0)
        {
            return TryReadGroups(text, out address, out var all) && all == Groups;
        }

        UInt128 head = 0, tail = 0;
        int before = 0, behind = 0;
        if ((gap > 0 && !(TryReadGroups(text[..gap], out head, out before) && !text[..gap].Contains((byte)'.')))
            || (gap + 2 < text.Length && !TryReadGroups(text[(gap + 2)..], out tail, out behind))
            || before + behind >= Groups)
        {
            return false;
        }

        address = (before == 0 ? 0 : head << (16 * (Groups - before))) | tail;
        return true;
    }

    /// <summary>Reads groups of hexadecimal digits; the last two may be written as an IPv4 address.</summary>
    private static bool TryReadGroups(ReadOnlySpan<byte> text, out UInt128 address, out int count)
    {
        address = 0;
        count = 0;
        foreach (var range in text.Split((byte)':'))
        {
            var group = text[range];
            if (count >= Groups)
            {
                return false;
            }

            if (group.Contains((byte)'.'))
            {
                count += 2;
                var isLast = range.End.GetOffset(text.Length) == text.Length;
                if (!isLast || count > Groups || !TryReadV4(group, out var v4))
                {
                    return false;
                }

                address = (address << 32) | v4;
                return true;
            }

            if (group.Length is 0 or > 4 || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            address = (address << 16) | number;
            count++;
        }

        return true;
    }

    /// <summary>Four decimal numbers and nothing else: the octal and short forms of old C libraries are no addresses in logs.</summary>
    private static bool TryReadV4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        var parts = 0;
        foreach (var range in text.Split((byte)'.'))
        {
            var part = text[range];
            if (++parts > 4 || part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0')
                || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            address = (address << 8) | number;
        }

        return parts == 4;
    }
}
