using System.Net;
using System.Net.Sockets;
using Kotwal.Collectors.Datagrams;

namespace Kotwal.Collectors.Tests.Datagrams;

public sealed class KernelDropsTests
{
    [Fact]
    public void What_the_kernel_threw_away_is_counted_once()
    {
        Assert.SkipUnless(File.Exists("/proc/net/udp"), "This system does not tell.");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4096 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var drops = new KernelDrops(socket);
        using var sender = new UdpClient();
        var before = drops.Take();

        for (var i = 0; i < 100; i++)
        {
            sender.Send(new byte[1000], (IPEndPoint)socket.LocalEndPoint!);
        }

        var kept = 0;
        while (socket.Available > 0)
        {
            kept += socket.Receive(new byte[1000]) / 1000;
        }

        Assert.Equal(0, before);
        Assert.Equal(100 - kept, drops.Take());
        Assert.Equal(0, drops.Take());
        Assert.InRange(kept, 1, 50);
    }
}
