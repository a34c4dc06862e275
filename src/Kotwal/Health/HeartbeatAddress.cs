using System.Net;
using System.Net.Sockets;

namespace Kotwal.Health;

/// <summary>Where a heartbeat may go: to a host of the internet over TLS, and never to what only this network can reach.</summary>
internal static class HeartbeatAddress
{
    private static readonly IPNetwork[] Inside =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Reads an address; null when it is none that may be called.</summary>
    /// <param name="text">The address.</param>
    /// <param name="allowsInside">Whether plain http and addresses of this network may be.</param>
    public static Uri? Read(string text, bool allowsInside) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && url.Host.Length > 0
        && (url.Scheme == Uri.UriSchemeHttps || (allowsInside && url.Scheme == Uri.UriSchemeHttp))
        && (allowsInside || !IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var literal) || IsOutside(literal))
            ? url
            : null;

    /// <summary>Whether an address is one of the internet.</summary>
    public static bool IsOutside(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Inside.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>Connects to the very address that was looked at, so that a name cannot say something else the second time.</summary>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, bool allowsInside, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancel);
        var allowed = addresses.Where(address => allowsInside || IsOutside(address)).ToArray();
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"{target.Host} is in a private network, and Health:HeartbeatInside does not allow that.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
