using System.Net;
using System.Net.Sockets;
using Kotwal.City.Outbound;

namespace Kotwal.City.Tests.Outbound;

public sealed class OutboundTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public OutboundTests() => listener.Start();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose() => listener.Dispose();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.0.9")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public void An_address_of_this_machine_or_network_is_not_public_in_any_writing(string address) =>
        Assert.False(OutboundAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700::1111")]
    public void An_address_of_the_internet_is_public(string address) => Assert.True(OutboundAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task A_host_that_nobody_named_is_not_called_when_it_leads_here(string host)
    {
        using var client = new HttpClient(GuardedHandler.Create(new Uri("http://provider.example")));

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://{host}:{Port}/"), Cancel));

        Assert.Contains("is not called", refused.Message, StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task The_metadata_address_is_not_called_even_when_it_is_named()
    {
        using var client = new HttpClient(GuardedHandler.Create(new Uri("http://169.254.169.254")));

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://169.254.169.254/latest/meta-data"), Cancel));
    }

    [Fact]
    public async Task A_named_host_is_called_and_where_it_redirects_to_is_not()
    {
        using var client = new HttpClient(GuardedHandler.Create(new Uri("http://127.0.0.1")));
        var answering = AnswerAsync($"HTTP/1.1 302 Found\r\nLocation: http://localhost:{Port}/secret\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{Port}/"), Cancel);

        await answering;
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.False(listener.Pending());
    }

    private async Task AnswerAsync(string text)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[1024], 16, cancellationToken: Cancel);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(text), Cancel);
    }
}
