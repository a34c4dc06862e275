using System.Net;

namespace Kotwal.Collectors;

/// <summary>Writes a sender's address as records carry it: IPv4 as such, also when it came through an IPv6 socket.</summary>
internal static class SenderAddress
{
    public static string TextOf(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
