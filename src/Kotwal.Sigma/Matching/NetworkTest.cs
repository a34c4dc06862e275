using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kotwal.Sigma.Matching;

/// <summary>
/// An address in a network (RFC 4632, RFC 4291). An IPv4 address and its IPv4-mapped form in IPv6 are the same; bits of the
/// network's address behind the prefix are ignored.
/// </summary>
internal sealed class NetworkTest : ValueTest
{
    private static readonly UInt128 MappedPrefix = (UInt128)0xFFFF << 32;
    private const int LongestAddress = 64;

    private readonly UInt128 network;
    private readonly UInt128 mask;
    private readonly bool isV4;

    private NetworkTest(string pattern, UInt128 address, int prefixLength)
        : base(pattern)
    {
        mask = prefixLength == 0 ? 0 : UInt128.MaxValue << (128 - prefixLength);
        network = address & mask;
        isV4 = prefixLength >= 96 && IsMapped(address);
    }

    /// <summary>Reads <c>10.0.0.0/8</c>, <c>fe80::/10</c> or a single address; null when the text is neither.</summary>
    public static NetworkTest? Read(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var addressText = slash < 0 ? text : text[..slash];
        if (!TryReadAddress(Encoding.UTF8.GetBytes(addressText), out var address))
        {
            return null;
        }

        var isPlainV4 = !addressText.Contains(':', StringComparison.Ordinal);
        var bits = isPlainV4 ? 32 : 128;
        var length = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits))
        {
            return null;
        }

        return new(text, address, isPlainV4 ? length + 96 : length);
    }

    public override bool Matches(ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded, SigmaValueKind kind) =>
        TryReadAddress(text, out var address) && IsMapped(address) == isV4 && (address & mask) == network;

    private static bool IsMapped(UInt128 address) => address >> 32 == MappedPrefix >> 32;

    private static bool TryReadAddress(ReadOnlySpan<byte> text, out UInt128 address)
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

        Span<char> letters = stackalloc char[LongestAddress];
        var zone = text.IndexOf((byte)'%');
        var length = Encoding.ASCII.GetChars(zone < 0 ? text : text[..zone], letters);
        if (!IPAddress.TryParse(letters[..length], out var read) || read.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        read.TryWriteBytes(bytes, out _);
        address = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
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
