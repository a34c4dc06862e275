using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Framing;
using Kotwal.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.Collectors.Syslog;

/// <summary>
/// Takes syslog over TCP (RFC 6587). The protocol has no acknowledgement: a sender is slowed down while the spool is full, and
/// what is in the sockets' buffers when the program dies is lost.
/// </summary>
internal sealed partial class SyslogTcpDoor(
    Spool.Spool spool, SourceLedger ledger, IOptions<SyslogOptions> options, TimeProvider clock, ILogger<SyslogTcpDoor> log)
    : BackgroundService
{
    private const string Kind = "syslog-tcp";
    private const int Backlog = 512;

    // What has been received is still written when the program stops, unless the spool is full.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AcceptPause = TimeSpan.FromSeconds(1);

    private readonly SyslogOptions options = options.Value;
    private readonly ByteBudget budget = new(options.Value.LongMessageBytes);
    private readonly ConcurrentDictionary<Task, bool> connections = new();
    private Socket? listener;
    private SourceAccount? account;
    private bool isFull;

    /// <summary>Where the door listens, once it is started.</summary>
    public IPEndPoint? EndPoint => (IPEndPoint?)listener?.LocalEndPoint;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.TcpEnabled)
        {
            return Task.CompletedTask;
        }

        (listener, var refusal) = SyslogSocket.Bind(ProtocolType.Tcp, options.Address, options.TcpPort);
        listener.Listen(Backlog);
        account = ledger.Account(options.Source, Kind);
        account.Address = EndPoint!.Address.ToString();
        account.Port = EndPoint.Port;
        Listening(EndPoint);
        if (refusal is { } reason)
        {
            UsualPortRefused(SyslogSocket.UsualPort, reason, EndPoint.Port);
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        listener?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var grace = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var stopping = stoppingToken.Register(() => grace.CancelAfter(StopGrace));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var socket = await listener!.AcceptAsync(stoppingToken);
                Serve(socket, stoppingToken, grace.Token);
            }
            catch (SocketException failure)
            {
                // A connection that is gone already, or no descriptor left: neither is the listener's end.
                AcceptFailed(failure.SocketErrorCode);
                await Task.Delay(AcceptPause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }

        await Task.WhenAll(connections.Keys);
    }

    private void Serve(Socket socket, CancellationToken stop, CancellationToken grace)
    {
        if (connections.Count >= options.MaxConnections)
        {
            socket.Dispose();
            ledger.ConnectionsRefused.Add(1, new KeyValuePair<string, object?>("kind", Kind));
            if (!isFull)
            {
                isFull = true;
                TooManyConnections(options.MaxConnections);
            }

            return;
        }

        isFull = false;
        var serving = ServeAsync(socket, stop, grace);
        connections.TryAdd(serving, true);
        serving.ContinueWith(
            (done, all) => ((ConcurrentDictionary<Task, bool>)all!).TryRemove(done, out _),
            connections, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task ServeAsync(Socket socket, CancellationToken stop, CancellationToken grace)
    {
        await Task.Yield();
        var sender = SenderAddress.TextOf(((IPEndPoint)socket.RemoteEndPoint!).Address);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var origin = new RecordOrigin
            {
                Source = options.Source,
                Transport = Kind,
                Sender = sender,
                Format = options.Format,
                TimeZone = options.TimeZone,
            };
            using var connection = new SyslogConnection(stream, origin, spool, account!, budget, options, clock);
            await connection.RunAsync(stop, grace);
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            ConnectionEnded(sender, failure.Message);
        }
    }

    [LoggerMessage(1024, LogLevel.Information, "Syslog connections are taken at {EndPoint}.")]
    private partial void Listening(IPEndPoint endPoint);

    [LoggerMessage(1025, LogLevel.Warning, "TCP port {Usual} cannot be used ({Reason}). Point senders at port {Port}, or allow the program to use the usual one.")]
    private partial void UsualPortRefused(int usual, SocketError reason, int port);

    [LoggerMessage(1026, LogLevel.Warning, "A syslog connection could not be taken: {Reason}.")]
    private partial void AcceptFailed(SocketError reason);

    [LoggerMessage(1027, LogLevel.Warning, "{Count} syslog connections are open; further ones are closed at once. Raise Collectors:Syslog:MaxConnections if the senders are yours.")]
    private partial void TooManyConnections(int count);

    [LoggerMessage(1028, LogLevel.Debug, "The syslog connection of {Sender} ended: {Reason}")]
    private partial void ConnectionEnded(string sender, string reason);
}
