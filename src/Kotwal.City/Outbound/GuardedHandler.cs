using System.Net;
using System.Net.Sockets;

namespace Kotwal.City.Outbound;

/// <summary>
/// Handlers for code of the server that fetches. Hosts that the operator named may be anywhere but on the link itself; all others, which
/// a document from elsewhere may have named, must be on the public internet. The address is checked where the connection is made,
/// after the name was resolved, so a name that changes between two looks gains nothing.
/// </summary>
public static class GuardedHandler
{
    /// <summary>Makes a handler for one client. It follows no redirect, keeps no cookies and uses no proxy.</summary>
    /// <param name="addresses">Addresses in the operator's own settings; their hosts are named.</param>
    public static SocketsHttpHandler Create(params IEnumerable<Uri> addresses)
    {
        // The spelling in which a connection is asked for: without brackets, and names in ASCII.
        var named = addresses.Select(address => address.IdnHost).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, named.Contains(context.DnsEndPoint.Host), cancel),
        };
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint place, bool isNamed, CancellationToken cancel)
    {
        var found = await Dns.GetHostAddressesAsync(place.Host, cancel);
        var allowed = found.Where(address => isNamed ? !OutboundAddress.IsLinkLocal(address) : OutboundAddress.IsPublic(address)).ToArray();
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"{place.Host} is not called: none of its addresses is one that the server may reach, and no setting names it.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, place.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
