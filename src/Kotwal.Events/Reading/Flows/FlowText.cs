using System.Buffers.Binary;

namespace Kotwal.Events.Reading.Flows;

/// <summary>Writes values of flows as text, without an allocation. Each gives the number of bytes it wrote.</summary>
internal static class FlowText
{
    public const int MaxAddressBytes = 39;
    public const int MacBytes = 17;

    private static readonly byte[] MappedPrefix = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255];
    private static readonly byte[] Hex = "0123456789abcdef"u8.ToArray();

    public static ulong ReadUnsigned(ReadOnlySpan<byte> value)
    {
        switch (value.Length)
        {
            case 1:
                return value[0];
            case 2:
                return BinaryPrimitives.ReadUInt16BigEndian(value);
            case 4:
                return BinaryPrimitives.ReadUInt32BigEndian(value);
            case 8:
                return BinaryPrimitives.ReadUInt64BigEndian(value);
            default:
                var number = 0UL;
                foreach (var one in value)
                {
                    number = (number << 8) | one;
                }

                return number;
        }
    }

    public static int WriteAddress(ReadOnlySpan<byte> address, Span<byte> output)
    {
        if (address.Length == 4)
        {
            return WriteIpv4(address, output);
        }

        // An IPv4 address in IPv6's clothes is the IPv4 address, so that one machine has one address.
        return address[..12].SequenceEqual(MappedPrefix) ? WriteIpv4(address[12..], output) : WriteIpv6(address, output);
    }

    public static int WriteMac(ReadOnlySpan<byte> address, Span<byte> output)
    {
        for (var index = 0; index < address.Length; index++)
        {
            output[3 * index] = Hex[address[index] >> 4];
            output[(3 * index) + 1] = Hex[address[index] & 15];
            if (index + 1 < address.Length)
            {
                output[(3 * index) + 2] = (byte)':';
            }
        }

        return (3 * address.Length) - 1;
    }

    public static int WriteHex(ReadOnlySpan<byte> bytes, Span<byte> output)
    {
        for (var index = 0; index < bytes.Length; index++)
        {
            output[2 * index] = Hex[bytes[index] >> 4];
            output[(2 * index) + 1] = Hex[bytes[index] & 15];
        }

        return 2 * bytes.Length;
    }

    private static int WriteIpv4(ReadOnlySpan<byte> address, Span<byte> output)
    {
        var length = 0;
        for (var index = 0; index < 4; index++)
        {
            var part = address[index];
            if (index > 0)
            {
                output[length++] = (byte)'.';
            }

            if (part >= 100)
            {
                output[length++] = (byte)('0' + (part / 100));
            }

            if (part >= 10)
            {
                output[length++] = (byte)('0' + (part / 10 % 10));
            }

            output[length++] = (byte)('0' + (part % 10));
        }

        return length;
    }

    // The form of RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups left out.
    private static int WriteIpv6(ReadOnlySpan<byte> address, Span<byte> output)
    {
        var (start, run) = LongestZeros(address);
        var length = 0;
        for (var group = 0; group < 8; group++)
        {
            if (group == start)
            {
                output[length++] = (byte)':';
                group += run - 1;
                if (group == 7)
                {
                    output[length++] = (byte)':';
                }

                continue;
            }

            if (group > 0)
            {
                output[length++] = (byte)':';
            }

            length += WriteGroup(BinaryPrimitives.ReadUInt16BigEndian(address[(2 * group)..]), output[length..]);
        }

        return length;
    }

    private static (int Start, int Length) LongestZeros(ReadOnlySpan<byte> address)
    {
        var (best, longest) = (-1, 1);
        var run = 0;
        for (var group = 0; group < 8; group++)
        {
            run = address[2 * group] == 0 && address[(2 * group) + 1] == 0 ? run + 1 : 0;
            if (run > longest)
            {
                (best, longest) = (group - run + 1, run);
            }
        }

        return (best, longest);
    }

    private static int WriteGroup(ushort group, Span<byte> output)
    {
        var length = 0;
        for (var shift = 12; shift >= 0; shift -= 4)
        {
            if (length > 0 || shift == 0 || group >> shift != 0)
            {
                output[length++] = Hex[(group >> shift) & 15];
            }
        }

        return length;
    }
}
