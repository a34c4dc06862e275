using System.Net;
using System.Net.Sockets;

namespace Kotwal.Inventory.Identifiers;

/// <summary>IP addresses in dotted decimal or the text of RFC 5952. Those that many systems share are no marks.</summary>
internal static class AddressMark
{
    public static string? Read(string text, out string reason)
    {
        if (Parse(text) is not { } address)
        {
            return CanonicalIdentifier.Refuse(text.Contains('/') ? "is a network and no address" : "is no IP address", out reason);
        }

        return WhyShared(address) is { } shared
            ? CanonicalIdentifier.Refuse(shared, out reason)
            : CanonicalIdentifier.Accept(address.ToString(), out reason);
    }

    // The parser of the library also takes 1, 10.1 and 0x7f.1, and reads a leading zero as octal; inventories mean neither.
    private static IPAddress? Parse(string text)
    {
        if (!text.Contains(':'))
        {
            var parts = text.Split('.');
            return parts.Length == 4 && Array.TrueForAll(parts, IsOctet) && IPAddress.TryParse(text, out var four) ? four : null;
        }

        var zone = text.IndexOf('%', StringComparison.Ordinal);
        var bare = (zone < 0 ? text : text[..zone]).TrimStart('[').TrimEnd(']');
        if (bare.Contains('/') || !IPAddress.TryParse(bare, out var six) || six.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        return six.IsIPv4MappedToIPv6 ? six.MapToIPv4() : six;
    }

    private static bool IsOctet(string part) =>
        part.Length is >= 1 and <= 3 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0') && int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) <= 255;

    private static string? WhyShared(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
        {
            return "is a loopback address, which every system has";
        }

        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.Broadcast))
        {
            return "is the address of no system";
        }

        var isMulticast = address.AddressFamily == AddressFamily.InterNetworkV6
            ? address.IsIPv6Multicast
            : address.GetAddressBytes()[0] is >= 224 and <= 239;
        return isMulticast ? "is a multicast address" : null;
    }
}
