namespace Kotwal.City.Graph;

/// <summary>What kinds of addresses there are (RFC 6890, RFC 1918, RFC 4193).</summary>
internal static class AddressSpaces
{
    private static readonly UInt128 FirstIPv4 = Addresses.OfIPv4(0);
    private static readonly UInt128 LastIPv4 = Addresses.OfIPv4(uint.MaxValue);

    /// <summary>True when anybody on the Internet can be reached by it.</summary>
    public static bool IsPublic(UInt128 address)
    {
        if (!IsIPv4(address))
        {
            return address >> 125 == 1;
        }

        var four = (uint)address;
        return CanBeOurs(address) && !IsPrivate(address) && four >> 22 != 0x191;
    }

    /// <summary>True when it is in a network of somebody's own.</summary>
    public static bool IsPrivate(UInt128 address)
    {
        var four = (uint)address;
        return IsIPv4(address) ? four >> 24 == 10 || four >> 20 == 0xAC1 || four >> 16 == 0xC0A8 : address >> 121 == 0x7E;
    }

    /// <summary>True for the address of one machine: no loopback, link-local, multicast, broadcast or unspecified one.</summary>
    public static bool CanBeOurs(UInt128 address)
    {
        var four = (uint)address;
        return IsIPv4(address)
            ? (four >> 24) is not (0 or 127 or >= 224) && four >> 16 != 0xA9FE
            : address > 1 && address >> 120 != 0xFF && address >> 118 != 0x3FA;
    }

    /// <summary>True for an address of IPv4.</summary>
    public static bool IsIPv4(UInt128 address) => address >= FirstIPv4 && address <= LastIPv4;
}
