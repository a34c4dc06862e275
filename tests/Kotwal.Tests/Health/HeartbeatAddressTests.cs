using System.Net;
using Kotwal.Health;

namespace Kotwal.Tests.Health;

public sealed class HeartbeatAddressTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    public void What_only_this_network_reaches_is_inside(string address) => Assert.False(HeartbeatAddress.IsOutside(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    public void The_internet_is_outside(string address) => Assert.True(HeartbeatAddress.IsOutside(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://watch.example/ping/17", false, true)]
    [InlineData("http://watch.example/ping", false, false)]
    [InlineData("http://watch.example/ping", true, true)]
    [InlineData("https://169.254.169.254/latest", false, false)]
    [InlineData("https://[::1]/", false, false)]
    [InlineData("https://user:secret@watch.example/", false, false)]
    [InlineData("file:///etc/passwd", true, false)]
    [InlineData("watch.example", false, false)]
    public void Addresses_are_read_by_rule(string text, bool allowsInside, bool isTaken) =>
        Assert.Equal(isTaken, HeartbeatAddress.Read(text, allowsInside) is not null);

    [Fact]
    public async Task A_name_that_leads_inside_is_not_connected_to() => await Assert.ThrowsAsync<HttpRequestException>(
        async () => await HeartbeatAddress.ConnectAsync(new DnsEndPoint("localhost", 1), allowsInside: false, Some.Cancel));
}
