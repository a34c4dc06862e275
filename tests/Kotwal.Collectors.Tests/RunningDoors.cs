using System.Net;
using System.Net.Sockets;
using System.Text;

using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Http;
using Kotwal.Collectors.Syslog;
using Kotwal.Events;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kotwal.Collectors.Tests;

/// <summary>Every door there is, on free ports of the loopback address, with a spool of its own.</summary>
internal sealed class RunningDoors : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly TemporaryFolder folder;
    private long position;

    private RunningDoors(WebApplication application, TemporaryFolder folder)
    {
        this.application = application;
        this.folder = folder;
    }

    public Collectors.Spool.Spool Spool => application.Services.GetRequiredService<Collectors.Spool.Spool>();

    public int UdpPort => application.Services.GetRequiredService<SyslogUdpDoor>().EndPoint!.Port;

    public int TcpPort => application.Services.GetRequiredService<SyslogTcpDoor>().EndPoint!.Port;

    public string Folder => folder.Path;

    public Uri Url => new(application.Urls.First());

    public static async Task<RunningDoors> StartAsync(params (string Key, string Value)[] settings)
    {
        var folder = new TemporaryFolder();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Collectors:Spool:Path"] = folder["spool"],
            ["Collectors:Syslog:Address"] = "127.0.0.1",
            ["Collectors:Syslog:UdpPort"] = "0",
            ["Collectors:Syslog:TcpPort"] = "0",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting =>
            new KeyValuePair<string, string?>("Collectors:" + setting.Key, setting.Value.Replace("{folder}", folder.Path, StringComparison.Ordinal))));
        builder.Services.AddCollectors();
        var application = builder.Build();
        application.MapIngest();
        await application.StartAsync(Some.Cancel);
        return new RunningDoors(application, folder);
    }

    /// <summary>Waits for the next records and gives their payloads as text.</summary>
    public async Task<List<(string Text, RecordOrigin Origin, bool IsTruncated)>> ReadAsync(int count)
    {
        var records = new List<(string, RecordOrigin, bool)>();
        while (records.Count < count)
        {
            using var batch = await Spool.ReadAsync(position, count - records.Count, 64 << 20, TimeSpan.FromSeconds(30), Some.Cancel);
            Assert.True(batch.Records.Count > 0, $"{records.Count} of {count} records came.");
            records.AddRange(batch.Records.Select(record =>
                (Encoding.UTF8.GetString(record.Payload.Span), record.Origin, record.IsTruncated)));
            position = batch.Next;
        }

        return records;
    }

    public SourceCounts CountsOf(string source, string kind) => Assert.Single(
        application.Services.GetRequiredService<SourceLedger>().Snapshot(), counts => counts.Name == source && counts.Kind == kind);

    public bool Knows(string source) =>
        application.Services.GetRequiredService<SourceLedger>().Snapshot().Any(counts => counts.Name == source);

    public async Task<NetworkStream> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, TcpPort, Some.Cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync(CancellationToken.None);
        await application.DisposeAsync();
        folder.Dispose();
    }
}
