using System.Net;
using System.Net.Sockets;

namespace Kotwal.Hunt.Planning;

/// <summary>Ranges of addresses, as plain addresses or in CIDR notation (RFC 4632).</summary>
internal static class AddressRange
{
    /// <summary>Reads <c>10.0.0.0/8</c> or <c>fd00::/8</c>. Bits behind the prefix are ignored.</summary>
    public static (IPAddress First, IPAddress Last)? TryReadCidr(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || TryReadAddress(text[..slash]) is not { } address)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        var isLength = int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, null, out var prefix);
        return isLength && prefix <= bytes.Length * 8 ? Span(bytes, prefix) : null;
    }

    /// <summary>Reads one address; IPv4 only with all four numbers.</summary>
    public static IPAddress? TryReadAddress(string text) =>
        text.Length <= 45 && IPAddress.TryParse(text, out var address) && !text.Contains('%', StringComparison.Ordinal)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count(c => c == '.') == 3)
            ? address
            : null;

    /// <summary>The address, or any of a list, lies between two of the same family, both included.</summary>
    public static Scalar Between(PlanContext context, Scalar address, IPAddress first, IPAddress last) =>
        Call.Any(context, address, item => Call.And(
            Compare(Primitive.GreaterOrEqual, item, first), Compare(Primitive.LessOrEqual, item, last)));

    /// <summary>The address against one that is known. False where they are of different families.</summary>
    public static Scalar Compare(Primitive comparison, Scalar item, IPAddress known)
    {
        var key = known.AddressFamily == AddressFamily.InterNetworkV6
            ? Call.Of(Primitive.Ipv6Key, HuntType.Keyword, Conversion.ToText(item))
            : Call.Of(Primitive.Ipv4Number, HuntType.Whole, Conversion.ToText(item));
        return Call.Condition(comparison, key, Key(known));
    }

    private static ConstantScalar Key(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == 16
            ? new ConstantScalar(Convert.ToHexStringLower(bytes), HuntType.Keyword)
            : new ConstantScalar((long)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes), HuntType.Whole);
    }

    private static (IPAddress First, IPAddress Last) Span(byte[] bytes, int prefix)
    {
        var first = (byte[])bytes.Clone();
        var last = (byte[])bytes.Clone();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = (byte)(0xFF00 >> Math.Clamp(prefix - (i * 8), 0, 8));
            first[i] &= kept;
            last[i] |= (byte)~kept;
        }

        return (new IPAddress(first), new IPAddress(last));
    }
}
