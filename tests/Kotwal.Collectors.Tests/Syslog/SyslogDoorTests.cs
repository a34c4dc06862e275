using System.Net;
using System.Net.Sockets;
using System.Text;
using Kotwal.Testing;

namespace Kotwal.Collectors.Tests.Syslog;

public sealed class SyslogUdpDoorTests : DoorContract
{
    private protected override (string Source, string Kind, int MaxBytes) Door => ("syslog", "syslog-udp", 40_000);

    private protected override (string Key, string Value)[] Settings => [("Syslog:MaxDatagramBytes", "40000")];

    private protected override async Task SendAsync(RunningDoors doors, IReadOnlyList<string> records)
    {
        using var client = new UdpClient();
        foreach (var record in records)
        {
            await client.SendAsync(Some.Bytes(record), new IPEndPoint(IPAddress.Loopback, doors.UdpPort), Some.Cancel);
        }
    }

    [Fact]
    public async Task The_largest_datagram_is_kept_whole()
    {
        await using var doors = await RunningDoors.StartAsync();
        var largest = "<13>" + new string('x', 65_503);

        await SendAsync(doors, [largest]);
        var kept = Assert.Single(await doors.ReadAsync(1));

        Assert.Equal(largest, kept.Text);
        Assert.False(kept.IsTruncated);
        Assert.Equal("127.0.0.1", kept.Origin.Sender);
    }

    [Fact]
    public async Task Datagrams_beyond_a_full_inbox_are_dropped_and_counted()
    {
        await using var doors = await RunningDoors.StartAsync(
            ("Spool:SegmentBytes", "4096"), ("Spool:MaxBytes", "16384"), ("Spool:MaxWaitingBytes", "4096"));
        var datagram = new string('x', 3000);

        await Until.TrueAsync(async () =>
        {
            await SendAsync(doors, Enumerable.Repeat(datagram, 50).ToList());
            return doors.CountsOf("syslog", "syslog-udp").Dropped > 0;
        });

        await Until.TrueAsync(() => doors.CountsOf("syslog", "syslog-udp") is var counts && counts.Received == counts.Accepted + counts.Dropped);
        Assert.True(doors.CountsOf("syslog", "syslog-udp").Accepted > 0);
    }

    [Fact]
    public async Task The_door_and_its_port_are_listed_before_anything_came()
    {
        await using var doors = await RunningDoors.StartAsync();

        var counts = doors.CountsOf("syslog", "syslog-udp");

        Assert.Equal(("127.0.0.1", doors.UdpPort), (counts.Address, counts.Port));
        Assert.Null(counts.LastReceivedAt);
    }
}

public sealed class SyslogTcpLinesTests : DoorContract
{
    private protected override (string Source, string Kind, int MaxBytes) Door => ("syslog", "syslog-tcp", 1 << 20);

    private protected override async Task SendAsync(RunningDoors doors, IReadOnlyList<string> records)
    {
        await using var stream = await doors.ConnectAsync();
        await stream.WriteAsync(Some.Bytes(string.Join('\n', records)), Some.Cancel);
    }
}

public sealed class SyslogTcpCountedTests : DoorContract
{
    private protected override (string Source, string Kind, int MaxBytes) Door => ("syslog", "syslog-tcp", 1 << 20);

    private protected override async Task SendAsync(RunningDoors doors, IReadOnlyList<string> records)
    {
        await using var stream = await doors.ConnectAsync();
        foreach (var record in records)
        {
            await stream.WriteAsync(Some.Bytes($"{Encoding.UTF8.GetByteCount(record)} {record}"), Some.Cancel);
        }
    }
}

public sealed class SyslogTcpDoorTests
{
    private const string Message = "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 - text";

    [Fact]
    public async Task A_message_split_at_any_byte_is_put_together()
    {
        await using var doors = await RunningDoors.StartAsync();
        await using var stream = await doors.ConnectAsync();
        var bytes = Some.Bytes($"{Message.Length} {Message}{Message}\n");

        for (var i = 0; i < bytes.Length; i++)
        {
            await stream.WriteAsync(bytes.AsMemory(i, 1), Some.Cancel);
        }

        Assert.Equal([Message, Message], (await doors.ReadAsync(2)).Select(record => record.Text));
    }

    [Fact]
    public async Task A_sender_that_breaks_off_leaves_what_it_sent()
    {
        await using var doors = await RunningDoors.StartAsync();

        await using (var stream = await doors.ConnectAsync())
        {
            await stream.WriteAsync("<13>whole\n<13>without an end"u8.ToArray(), Some.Cancel);
        }

        await using (var stream = await doors.ConnectAsync())
        {
            await stream.WriteAsync("99 <13>too short"u8.ToArray(), Some.Cancel);
        }

        var kept = (await doors.ReadAsync(3)).Select(record => (record.Text, record.IsTruncated)).ToHashSet();
        Assert.Equal([("<13>whole", false), ("<13>without an end", false), ("<13>too short", true)], kept);
    }

    [Fact]
    public async Task Connections_beyond_the_bound_are_closed_and_the_others_live_on()
    {
        await using var doors = await RunningDoors.StartAsync(("Syslog:MaxConnections", "2"));
        await using var first = await doors.ConnectAsync();
        await using var second = await doors.ConnectAsync();
        await first.WriteAsync("<13>one\n"u8.ToArray(), Some.Cancel);
        await second.WriteAsync("<13>two\n"u8.ToArray(), Some.Cancel);
        await doors.ReadAsync(2);

        await using var third = await doors.ConnectAsync();
        var refused = await third.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Some.Cancel);
        await first.WriteAsync("<13>still here\n"u8.ToArray(), Some.Cancel);

        Assert.Equal(0, refused);
        Assert.Equal("<13>still here", Assert.Single(await doors.ReadAsync(1)).Text);
    }

    [Fact]
    public async Task A_silent_connection_is_closed()
    {
        await using var doors = await RunningDoors.StartAsync(("Syslog:IdleTimeout", "00:00:01"));
        await using var stream = await doors.ConnectAsync();
        await stream.WriteAsync("<13>then nothing"u8.ToArray(), Some.Cancel);

        var read = await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Some.Cancel);

        Assert.Equal(0, read);
        Assert.Equal("<13>then nothing", Assert.Single(await doors.ReadAsync(1)).Text);
    }

    [Fact]
    public async Task A_full_spool_slows_the_sender_and_loses_nothing()
    {
        await using var doors = await RunningDoors.StartAsync(
            ("Spool:SegmentBytes", "65536"), ("Spool:MaxBytes", "262144"), ("Spool:MaxWaitingBytes", "65536"));
        await using var stream = await doors.ConnectAsync();
        const int Count = 20_000;
        var stuck = SendAsync();
        await Until.TrueAsync(() => doors.Spool.IsFull);

        var found = 0;
        for (var position = 0L; found < Count;)
        {
            using var batch = await doors.Spool.ReadAsync(position, 1000, 1 << 20, TimeSpan.FromSeconds(30), Some.Cancel);
            Assert.All(batch.Records, record => Assert.StartsWith($"<13>{found++} ", Encoding.UTF8.GetString(record.Payload.Span), StringComparison.Ordinal));
            position = batch.Next;
            await doors.Spool.ReleaseAsync(position, Some.Cancel);
        }

        await stuck;
        Assert.Equal(Count, found);

        async Task SendAsync()
        {
            for (var i = 0; i < Count; i++)
            {
                await stream.WriteAsync(Some.Bytes($"<13>{i} {new string('x', 200)}\n"), Some.Cancel);
            }
        }
    }
}
