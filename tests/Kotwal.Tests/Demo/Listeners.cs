using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kotwal.Tests.Demo;

/// <summary>A server's doors on free loopback ports; keeps what came through each.</summary>
internal sealed class Listeners : IAsyncDisposable
{
    private readonly UdpClient udp = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly TcpListener tcp = new(IPAddress.Loopback, 0);
    private readonly WebApplication web;
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> running = [];

    private Listeners(WebApplication web) => this.web = web;

    /// <summary>The beginning of each TCP connection's bytes.</summary>
    public ConcurrentBag<string> Connections { get; } = [];

    public ConcurrentQueue<string> Datagrams { get; } = [];

    /// <summary>Path, bearer and first line of each request.</summary>
    public ConcurrentQueue<(string Path, string Authorization, string Body)> Posts { get; } = [];

    public int UdpPort => ((IPEndPoint)udp.Client.LocalEndPoint!).Port;

    public int TcpPort => ((IPEndPoint)tcp.LocalEndpoint).Port;

    public Uri Web => new(web.Urls.First());

    public static async Task<Listeners> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var doors = new Listeners(web);
        web.MapPost("/in/{source}", doors.TakePostAsync);
        await web.StartAsync();
        doors.tcp.Start();
        doors.running.Add(doors.ReceiveAsync());
        doors.running.Add(doors.AcceptAsync());
        return doors;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(running);
        udp.Dispose();
        tcp.Dispose();
        await web.DisposeAsync();
        stop.Dispose();
    }

    private async Task TakePostAsync(HttpContext context, string source)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Posts.Enqueue((source, context.Request.Headers.Authorization.ToString(), body));
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                Datagrams.Enqueue(Encoding.UTF8.GetString((await udp.ReceiveAsync(stop.Token)).Buffer));
            }
        }
        catch (OperationCanceledException)
        {
            // The listeners are closed.
        }
    }

    private async Task AcceptAsync()
    {
        var open = new List<TcpClient>();
        try
        {
            while (true)
            {
                var client = await tcp.AcceptTcpClientAsync(stop.Token);
                open.Add(client);
                var start = new byte[64];
                await client.GetStream().ReadExactlyAsync(start, stop.Token);
                Connections.Add(Encoding.UTF8.GetString(start));
            }
        }
        catch (OperationCanceledException)
        {
            open.ForEach(client => client.Dispose());
        }
    }
}
