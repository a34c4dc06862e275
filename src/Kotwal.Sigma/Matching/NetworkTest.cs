using System.Globalization;
using System.Text;

namespace Kotwal.Sigma.Matching;

/// <summary>
/// An address in a network (RFC 4632, RFC 4291). An IPv4 address and its IPv4-mapped form in IPv6 are the same, but
/// only what is written as IPv6 is in a network of IPv6 such as <c>::/0</c>. Bits of the network's address behind the prefix are ignored.
/// </summary>
internal sealed class NetworkTest : ValueTest
{
    private readonly UInt128 network;
    private readonly UInt128 mask;
    private readonly bool isV4;

    private NetworkTest(string pattern, UInt128 address, int prefixLength)
        : base(pattern)
    {
        mask = prefixLength == 0 ? 0 : UInt128.MaxValue << (128 - prefixLength);
        network = address & mask;
        isV4 = prefixLength >= 96 && AddressText.IsMapped(address);
    }

    /// <summary>Reads <c>10.0.0.0/8</c>, <c>fe80::/10</c> or a single address; null when the text is neither.</summary>
    public static NetworkTest? Read(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var addressText = slash < 0 ? text : text[..slash];
        if (!AddressText.TryRead(Encoding.UTF8.GetBytes(addressText), out var address))
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
        AddressText.TryRead(text, out var address) && (address & mask) == network && (isV4 || text.Contains((byte)':'));
}
