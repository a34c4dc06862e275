using System.Net;
using System.Net.Sockets;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Syslog;
using Microsoft.Extensions.Options;

namespace Kotwal.Collectors.Tests.Syslog;

public sealed class SyslogSendersTests
{
    [Theory]
    [InlineData("10.20.0.9", "substations", "Asia/Kolkata", "zeek")]
    [InlineData("::ffff:10.20.0.9", "substations", "Asia/Kolkata", "zeek")]
    [InlineData("10.20.3.4", "ward-3", "UTC", "syslog")]
    [InlineData("10.20.3.5", "substations", "Asia/Kolkata", "zeek")]
    [InlineData("10.21.0.1", "syslog", "UTC", "syslog")]
    [InlineData("2001:db8::1", "six", "UTC", "syslog")]
    public void The_narrowest_network_decides(string address, string source, string zone, string format)
    {
        var options = new SyslogOptions
        {
            TimeZone = "UTC",
            Format = "syslog",
            Senders =
            {
                new() { From = "10.20.0.0/16", Source = "substations", TimeZone = "Asia/Kolkata", Format = "zeek" },
                new() { From = "10.20.3.4", Source = "ward-3" },
                new() { From = "2001:db8::/32", Source = "six" },
            },
        };
        using var ledger = new SourceLedger(TimeProvider.System);

        var origin = new SyslogSenders(options, "syslog-udp", ledger).Find(IPAddress.Parse(address)).Origin;

        Assert.Equal((source, zone, format), (origin.Source, origin.TimeZone, origin.Format));
        Assert.Equal(address.Replace("::ffff:", "", StringComparison.Ordinal), origin.Sender);
    }

    [Fact]
    public async Task Records_are_counted_for_the_source_of_their_sender_at_every_door()
    {
        await using var doors = await RunningDoors.StartAsync(
            ("Syslog:Senders:0:From", "127.0.0.0/8"), ("Syslog:Senders:0:Source", "substations"), ("Syslog:Senders:0:TimeZone", "Asia/Kolkata"));
        using var udp = new UdpClient();
        await udp.SendAsync("<13>one"u8.ToArray(), new IPEndPoint(IPAddress.Loopback, doors.UdpPort), Some.Cancel);
        await using var tcp = await doors.ConnectAsync();
        await tcp.WriteAsync("<13>two\n"u8.ToArray(), Some.Cancel);

        var kept = await doors.ReadAsync(2);

        Assert.All(kept, record => Assert.Equal(("substations", "Asia/Kolkata"), (record.Origin.Source, record.Origin.TimeZone)));
        Assert.Equal(doors.UdpPort, doors.CountsOf("substations", "syslog-udp").Port);
        Assert.Equal(1, doors.CountsOf("substations", "syslog-tcp").Received);
        Assert.Equal(0, doors.CountsOf("syslog", "syslog-udp").Received);
    }

    [Theory]
    [InlineData("From", "10.20.0.0/33", "Collectors:Syslog:Senders:0: From must be an IP address or a network")]
    [InlineData("TimeZone", "Asia/Nowhere", "no time zone is named Asia/Nowhere")]
    [InlineData("Source", "kotwal-audit", "are the program's own")]
    public async Task A_wrong_setting_stops_the_start(string key, string value, string words)
    {
        (string, string)[] from = key == "From" ? [] : [("Syslog:Senders:0:From", "10.0.0.0/8")];

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningDoors.StartAsync([.. from, ("Syslog:Senders:0:" + key, value)]));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }
}
