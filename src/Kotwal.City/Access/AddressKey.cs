using System.Net;
using System.Net.Sockets;

namespace Kotwal.City.Access;

/// <summary>What counts as one address: an IPv4 address, or the /64 that an IPv6 subscriber has to himself.</summary>
public static class AddressKey
{
    private const int SubscriberBytes = 8;

    /// <summary>The address to count by.</summary>
    public static IPAddress Of(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return plain;
        }

        var bytes = plain.GetAddressBytes();
        bytes.AsSpan(SubscriberBytes).Clear();
        return new IPAddress(bytes);
    }
}
