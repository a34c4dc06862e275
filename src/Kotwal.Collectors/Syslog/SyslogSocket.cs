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
    /// <exception cref="IOException">The port cannot be had; the message names the door, the port and the setting.</exception>
    public static (Socket Socket, SocketError? Refusal) Bind(ProtocolType protocol, string address, int? port)
    {
        var place = IPAddress.Parse(address);
        if (port is { } wanted)
        {
            return (BindOrTell(protocol, place, wanted), null);
        }

        try
        {
            return (Bind(protocol, place, UsualPort), null);
        }
        catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressAlreadyInUse)
        {
            return (BindOrTell(protocol, place, FallbackPort), refused.SocketErrorCode);
        }
    }

    private static Socket BindOrTell(ProtocolType protocol, IPAddress address, int port)
    {
        try
        {
            return Bind(protocol, address, port);
        }
        catch (SocketException refused)
        {
            var name = protocol == ProtocolType.Udp ? "UDP" : "TCP";
            var setting = protocol == ProtocolType.Udp ? nameof(SyslogOptions.UdpPort) : nameof(SyslogOptions.TcpPort);
            throw new IOException(
                $"Syslog over {name} cannot listen at {new IPEndPoint(address, port)}: {refused.Message}. "
                + $"Free the port, or name another in Collectors:Syslog:{setting}.", refused);
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
