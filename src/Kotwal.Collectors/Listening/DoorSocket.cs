using System.Net;
using System.Net.Sockets;

namespace Kotwal.Collectors.Listening;

/// <summary>Finds a place to listen.</summary>
internal static class DoorSocket
{
    /// <summary>Binds to the configured port; without one, to the usual port, or to the fallback with the reason why.</summary>
    /// <exception cref="IOException">The port cannot be had; the message names the door, the port and the setting.</exception>
    public static (Socket Socket, SocketError? Refusal) Bind(ListenPlace place)
    {
        if (place.Port is { } wanted)
        {
            return (BindOrTell(place, wanted), null);
        }

        try
        {
            return (Bind(place, place.UsualPort), null);
        }
        catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressAlreadyInUse)
        {
            return (BindOrTell(place, place.FallbackPort), refused.SocketErrorCode);
        }
    }

    private static Socket BindOrTell(ListenPlace place, int port)
    {
        try
        {
            return Bind(place, port);
        }
        catch (SocketException refused)
        {
            throw new IOException(
                $"{place.Door} cannot listen at {new IPEndPoint(IPAddress.Parse(place.Address), port)}: {refused.Message}. "
                + $"Free the port, or name another in {place.Setting}.", refused);
        }
    }

    private static Socket Bind(ListenPlace place, int port)
    {
        var address = IPAddress.Parse(place.Address);
        if (address.Equals(IPAddress.IPv6Any) && !Socket.OSSupportsIPv6)
        {
            address = IPAddress.Any;
        }

        var type = place.Protocol == ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream;
        var socket = new Socket(address.AddressFamily, type, place.Protocol);
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
