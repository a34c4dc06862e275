using System.Net;
using System.Net.Sockets;

namespace Kotwal.Collectors.Tests.Flows;

/// <summary>The doors for flows promise what every door does, except that no datagram is too long for them.</summary>
public sealed class FlowDoorTests
{
    private const string Kind = "flow-udp";

    [Theory]
    [InlineData("netflow")]
    [InlineData("ipfix")]
    [InlineData("sflow")]
    public async Task A_datagram_is_kept_whole_and_named_by_its_door(string source)
    {
        await using var doors = await RunningDoors.StartAsync(("Flows:Enabled", "true"));
        var largest = new byte[65_507];
        Random.Shared.NextBytes(largest);

        await SendAsync(doors, source, largest);
        using var batch = await doors.Spool.ReadAsync(0, 1, 1 << 20, TimeSpan.FromSeconds(30), Some.Cancel);

        var kept = Assert.Single(batch.Records);
        Assert.Equal(largest, kept.Payload.ToArray());
        Assert.Equal((source, Kind, "127.0.0.1"), (kept.Origin.Source, kept.Origin.Transport, kept.Origin.Sender));
        Assert.False(kept.IsTruncated);
    }

    [Fact]
    public async Task The_accounts_close()
    {
        await using var doors = await RunningDoors.StartAsync(("Flows:Enabled", "true"));

        await SendAsync(doors, "netflow", [1, 2, 3], [], [4]);
        await doors.ReadAsync(2);

        var counts = doors.CountsOf("netflow", Kind);
        Assert.Equal((3, 2, 0), (counts.Received, counts.Accepted, counts.Dropped));
        Assert.Equal(1, counts.Rejected["empty"]);
        Assert.Equal(4, counts.Bytes);
    }

    [Fact]
    public async Task Nothing_listens_unless_it_is_switched_on()
    {
        await using var doors = await RunningDoors.StartAsync();

        Assert.False(doors.Knows("netflow"));
    }

    private static async Task SendAsync(RunningDoors doors, string source, params byte[][] datagrams)
    {
        using var client = new UdpClient();
        foreach (var datagram in datagrams)
        {
            await client.SendAsync(datagram, new IPEndPoint(IPAddress.Loopback, doors.CountsOf(source, Kind).Port!.Value), Some.Cancel);
        }
    }
}
