using System.Net;
using System.Net.Sockets;

namespace Kotwal.Collectors.Tests.Syslog;

public sealed class SyslogPortTests
{
    [Theory]
    [InlineData(SocketType.Dgram, ProtocolType.Udp, "UdpPort")]
    [InlineData(SocketType.Stream, ProtocolType.Tcp, "TcpPort")]
    public async Task A_port_that_is_taken_stops_the_start_and_names_door_port_and_setting(SocketType type, ProtocolType protocol, string setting)
    {
        using var other = new Socket(AddressFamily.InterNetwork, type, protocol);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (type == SocketType.Stream)
        {
            other.Listen();
        }

        var refusal = await Assert.ThrowsAsync<IOException>(
            () => RunningDoors.StartAsync(($"Syslog:{setting}", $"{((IPEndPoint)other.LocalEndPoint!).Port}")));

        Assert.Contains($"Syslog over {setting[..3].ToUpperInvariant()} cannot listen at {other.LocalEndPoint}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"Collectors:Syslog:{setting}", refusal.Message, StringComparison.Ordinal);
    }
}
