namespace Kotwal.City.Graph;

/// <summary>
/// Reads an address from its text in UTF-8 without allocating: dotted decimal with four numbers, or IPv6 (RFC 4291, 2.2), whose
/// zone after a percent sign does not count. Other ways to write addresses are none here.
/// </summary>
internal static class AddressText
{
    private const int MaxLength = 64;

    public static bool TryParse(ReadOnlySpan<byte> text, out UInt128 address)
    {
        address = 0;
        if (text.Length is < 2 or > MaxLength)
        {
            return false;
        }

        if (!text.Contains((byte)':'))
        {
            var isRead = TryParseIPv4(text, out var four);
            address = Addresses.OfIPv4(four);
            return isRead;
        }

        return TryParseIPv6(text.IndexOf((byte)'%') is var zone and > 0 ? text[..zone] : text, out address);
    }

    private static bool TryParseIPv4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        var (number, digits, dots) = (0u, 0, 0);
        foreach (var letter in text)
        {
            if (letter == '.')
            {
                if (digits == 0 || ++dots > 3)
                {
                    return false;
                }

                address = (address << 8) | number;
                (number, digits) = (0, 0);
                continue;
            }

            var digit = (uint)(letter - '0');
            if (digit > 9 || (digits > 0 && number == 0))
            {
                // A number with a leading zero is octal for some and decimal for others.
                return false;
            }

            number = (number * 10) + digit;
            digits++;
            if (number > 255)
            {
                return false;
            }
        }

        address = (address << 8) | number;
        return dots == 3 && digits > 0;
    }

    private static bool TryParseIPv6(ReadOnlySpan<byte> text, out UInt128 address)
    {
        address = 0;
        UInt128 head = 0;
        var (groups, gap, at) = (0, -1, 0);
        while (at < text.Length)
        {
            if (text[at..].StartsWith("::"u8))
            {
                if (gap >= 0)
                {
                    return false;
                }

                gap = groups;
                at += 2;
                continue;
            }

            if (groups > 0 && gap != groups)
            {
                if (text[at++] != ':')
                {
                    return false;
                }
            }

            var rest = text[at..];
            var length = rest.IndexOf((byte)':') is var next and >= 0 ? next : rest.Length;
            if (rest[..length].Contains((byte)'.'))
            {
                if (length != rest.Length || groups > 6 || !TryParseIPv4(rest, out var four))
                {
                    return false;
                }

                head = (head << 32) | four;
                groups += 2;
                break;
            }

            if (groups == 8 || !TryParseGroup(rest[..length], out var group))
            {
                return false;
            }

            head = (head << 16) | group;
            groups++;
            at += length;
        }

        return Spread(head, groups, gap, out address);
    }

    private static bool TryParseGroup(ReadOnlySpan<byte> text, out uint group)
    {
        group = 0;
        if (text.Length is 0 or > 4)
        {
            return false;
        }

        foreach (var letter in text)
        {
            var digit = letter switch
            {
                >= (byte)'0' and <= (byte)'9' => letter - '0',
                >= (byte)'a' and <= (byte)'f' => letter - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => letter - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
            {
                return false;
            }

            group = (group << 4) | (uint)digit;
        }

        return true;
    }

    // The two colons stand for as many zeros as are missing.
    private static bool Spread(UInt128 groupsRead, int groups, int gap, out UInt128 address)
    {
        address = groupsRead;
        if (gap < 0 || groups >= 8)
        {
            return gap < 0 && groups == 8;
        }

        var after = 16 * (groups - gap);
        var tail = after == 0 ? 0 : groupsRead & (UInt128.MaxValue >> (128 - after));
        var front = gap == 0 ? 0 : (groupsRead >> after) << (128 - (16 * gap));
        address = front | tail;
        return true;
    }
}
