using System.Net;
using System.Net.Sockets;

namespace Kotwal.City.Outbound;

/// <summary>Which addresses the server may call when a document from elsewhere names them.</summary>
public static class OutboundAddress
{
    // IANA's special-purpose registries (RFC 6890 and its successors): this machine, this network, and what is no place to call.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");

    /// <summary>Whether it is an address of the public internet, in whatever way it is written.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = Unwrapped(address);
        return !NotPublic.Any(network => network.Contains(plain));
    }

    /// <summary>Whether it is of this link alone; there clouds answer with a machine's own secrets.</summary>
    public static bool IsLinkLocal(IPAddress address)
    {
        var plain = Unwrapped(address);
        return plain.IsIPv6LinkLocal || (plain.AddressFamily == AddressFamily.InterNetwork && plain.GetAddressBytes() is [169, 254, ..]);
    }

    // Some IPv6 addresses are an IPv4 address in another coat, and lead to it.
    private static IPAddress Unwrapped(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        if (address.IsIPv4MappedToIPv6 || Nat64.Contains(address) || (Compatible.Contains(address) && !IPAddress.IsLoopback(address) && !address.Equals(IPAddress.IPv6Any)))
        {
            return new IPAddress(bytes.AsSpan(12, 4));
        }

        return SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4)) : address;
    }
}
