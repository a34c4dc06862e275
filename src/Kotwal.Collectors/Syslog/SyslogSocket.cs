using System.Net;
using System.Net.Sockets;

namespace Kotwal.Collectors.Syslog;

/// <summary>Finds a place to listen.</summary>
internal static class SyslogSocket
{
    /// <summary>The port of RFC 5426 and of custom; it is privileged on most systems.</summary>
    public const int UsualPort = 514;

    /// <summary>Where we listen when the usual port is not allowed.</summary>
    public const int FallbackPort = 5514;

    /// <summary>Binds to the configured port; without one, to 514, or to 5514 with the reason why.</summary>
    /// <exception cref="SocketException">The port cannot be had.</exception>
    public static (Socket Socket, SocketError? Refusal) Bind(ProtocolType protocol, string address, int? port)
    {
        if (port is { } wanted)
        {
            return (Bind(protocol, IPAddress.Parse(address), wanted), null);
        }

        try
        {
            return (Bind(protocol, IPAddress.Parse(address), UsualPort), null);
        }
        catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressAlreadyInUse)
        {
            return (Bind(protocol, IPAddress.Parse(address), FallbackPort), refused.SocketErrorCode);
        }
    }

    private static Socket Bind(ProtocolType protocol, IPAddress address, int port)
    {
        if (address.Equals(IPAddress.IPv6Any) && !Socket.OSSupportsIPv6)
        {
            address = IPAddress.Any;
        }

        var type = protocol == ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream;
        var socket = new Socket(address.AddressFamily, type, protocol);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
