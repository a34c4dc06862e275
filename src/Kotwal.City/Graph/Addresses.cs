using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Kotwal.City.Graph;

/// <summary>
/// Addresses as numbers of 128 bits: those of IPv6 as they are, those of IPv4 as they are mapped into IPv6 (RFC 4291, 2.5.5.2), so
/// that one table serves both and a mapped address is the same as the plain one.
/// </summary>
internal static class Addresses
{
    private const int MappedPrefixLength = 96;

    private static readonly UInt128 Mapped = new(0, 0x0000_FFFF_0000_0000);

    public static UInt128 Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4 ? Mapped | BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public static UInt128 OfIPv4(uint address) => Mapped | address;

    /// <summary>The text of RFC 5952, or dotted decimal.</summary>
    public static string Write(UInt128 address) => ToAddress(address).ToString();

    public static IPAddress ToAddress(UInt128 address)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        var ip = new IPAddress(bytes);
        return ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
    }

    /// <summary>The first and the last address of a network.</summary>
    public static (UInt128 First, UInt128 Last) RangeOf(IPNetwork network)
    {
        var isIPv4 = network.BaseAddress.AddressFamily == AddressFamily.InterNetwork;
        var length = isIPv4 ? MappedPrefixLength + network.PrefixLength : network.PrefixLength;
        var hosts = length == 128 ? 0 : UInt128.MaxValue >> length;
        var first = Of(network.BaseAddress) & ~hosts;
        return (first, first | hosts);
    }
}
