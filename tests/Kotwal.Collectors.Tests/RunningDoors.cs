using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Elastic;
using Kotwal.Collectors.Http;
using Kotwal.Collectors.Lumberjack;
using Kotwal.Collectors.Syslog;
using Kotwal.Collectors.Tests.Tls;
using Kotwal.Collectors.Tls;
using Kotwal.Events;
using Kotwal.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kotwal.Collectors.Tests;

/// <summary>Every door there is, on free ports of the loopback address, with a spool of its own.</summary>
internal sealed class RunningDoors : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly bool ownsFolder;
    private readonly CertificateFiles certificates;
    private WebApplication application = null!;
    private long position;

    private RunningDoors(TemporaryFolder folder, bool ownsFolder)
    {
        this.folder = folder;
        this.ownsFolder = ownsFolder;
        certificates = new CertificateFiles(folder.Path, "city");
        Certificate = new SomeCertificate(certificates.IssueServer());
    }

    public Collectors.Spool.Spool Spool => application.Services.GetRequiredService<Collectors.Spool.Spool>();

    public int UdpPort => application.Services.GetRequiredService<SyslogUdpDoor>().EndPoint!.Port;

    public int TcpPort => application.Services.GetRequiredService<SyslogTcpDoor>().EndPoint!.Port;

    public int TlsPort => application.Services.GetRequiredService<SyslogTlsDoor>().EndPoint!.Port;

    public int LumberjackPort => application.Services.GetRequiredService<LumberjackDoor>().EndPoint!.Port;

    /// <summary>The authority of the doors' certificate, and of clients' where <c>{folder}/city/authority.pem</c> is set.</summary>
    public CertificateFiles Certificates => certificates;

    public SomeCertificate Certificate { get; }

    public string Folder => folder.Path;

    public Uri Url => new(application.Urls.First());

    public static Task<RunningDoors> StartAsync(params (string Key, string Value)[] settings) =>
        StartAsync(new TemporaryFolder(), ownsFolder: true, settings);

    /// <summary>Starts in a folder that outlives the doors, to be started in again.</summary>
    public static Task<RunningDoors> StartInAsync(TemporaryFolder folder, params (string Key, string Value)[] settings) =>
        StartAsync(folder, ownsFolder: false, settings);

    private static async Task<RunningDoors> StartAsync(TemporaryFolder folder, bool ownsFolder, (string Key, string Value)[] settings)
    {
        var doors = new RunningDoors(folder, ownsFolder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Collectors:Spool:Path"] = folder["spool"],
            ["Collectors:Files:CheckpointPath"] = folder["followed.json"],
            ["Collectors:Files:PollInterval"] = "00:00:00.010",
            ["Collectors:Syslog:Address"] = "127.0.0.1",
            ["Collectors:Syslog:UdpPort"] = "0",
            ["Collectors:Syslog:TcpPort"] = "0",
            ["Collectors:Flows:Address"] = "127.0.0.1",
            ["Collectors:Flows:NetFlowPort"] = "0",
            ["Collectors:Flows:IpfixPort"] = "0",
            ["Collectors:Flows:SFlowPort"] = "0",
            ["Collectors:Syslog:TlsPort"] = "0",
            ["Collectors:Lumberjack:Port"] = "0",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting =>
            new KeyValuePair<string, string?>("Collectors:" + setting.Key, setting.Value.Replace("{folder}", folder.Path, StringComparison.Ordinal))));
        builder.Services.AddCollectors();
        builder.Services.AddSingleton<IDoorCertificate>(doors.Certificate);
        doors.application = builder.Build();
        doors.application.MapIngest();
        doors.application.MapElastic();
        try
        {
            await doors.application.StartAsync(Some.Cancel);
            return doors;
        }
        catch
        {
            await doors.FreeAsync();
            throw;
        }
    }

    /// <summary>The texts of all records in the spool, when one more has come: nothing can still be on its way before it.</summary>
    public async Task<List<string>> AllAfterAsync(Func<Task> sendLast, string last)
    {
        await sendLast();
        var texts = new List<string>();
        while (!texts.Contains(last))
        {
            texts.AddRange((await ReadAsync(1)).Select(record => record.Text));
        }

        return texts;
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

    /// <summary>Handshakes that failed since the start.</summary>
    public long HandshakesFailed => application.Services.GetRequiredService<SourceLedger>().FailedHandshakes;

    public bool Knows(string source) =>
        application.Services.GetRequiredService<SourceLedger>().Snapshot().Any(counts => counts.Name == source);

    public async Task<NetworkStream> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, TcpPort, Some.Cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Connects with TLS, believing the doors' authority alone.</summary>
    /// <param name="port">The door.</param>
    /// <param name="client">The client's certificate, or null.</param>
    public async Task<SslStream> ConnectTlsAsync(int port, X509Certificate2? client = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, Some.Cancel);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(certificates.Authorities);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "127.0.0.1",
                CertificateChainPolicy = policy,
                ClientCertificates = client is null ? null : [client],

                // Without it a certificate is shown only where its issuer is on the server's list.
                LocalCertificateSelectionCallback = client is null ? null : (_, _, _, _, _) => client,
            },
            Some.Cancel);
        return stream;
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync(CancellationToken.None);
        await FreeAsync();
    }

    private async Task FreeAsync()
    {
        await application.DisposeAsync();
        certificates.Dispose();
        if (ownsFolder)
        {
            folder.Dispose();
        }
    }
}
