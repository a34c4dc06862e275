using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Tls;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kotwal.Collectors.Listening;

/// <summary>
/// A door that takes connections: listens, bounds how many there are, does the handshake of TLS, and lets the member serve each
/// connection on its own. What one connection does never ends another, nor the listening.
/// </summary>
internal abstract partial class ConnectionDoor(ConnectionDoorSetup setup, SourceLedger ledger, TimeProvider clock, ILogger log)
    : BackgroundService
{
    private const int Backlog = 512;

    // What has been received is still written when the program stops, unless the spool is full.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AcceptPause = TimeSpan.FromSeconds(1);

    // A misconfigured sender comes back every second: one line a minute says as much.
    private static readonly TimeSpan FailureInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Task, bool> connections = new();
    private Socket? listener;
    private bool isFull;
    private long failureToldTicks;

    /// <summary>Where the door listens, once it is started.</summary>
    public IPEndPoint? EndPoint => (IPEndPoint?)listener?.LocalEndPoint;

    protected TimeProvider Clock => clock;

    /// <summary>Binds, so that a port that cannot be had, or a certificate that cannot be used, stops the program's start.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!setup.IsEnabled)
        {
            return Task.CompletedTask;
        }

        setup.Tls?.Check();
        (listener, var refusal) = DoorSocket.Bind(setup.Place);
        listener.Listen(Backlog);
        foreach (var account in Accounts)
        {
            account.Address = EndPoint!.Address.ToString();
            account.Port = EndPoint.Port;
        }

        Listening(setup.Place.Door, EndPoint!);
        if (refusal is { } reason)
        {
            UsualPortRefused(setup.Place.Door, setup.Place.UsualPort, reason, EndPoint!.Port);
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        listener?.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Accounts that are listed, with address and port, before anything came.</summary>
    protected abstract IEnumerable<SourceAccount> Accounts { get; }

    /// <summary>Serves one connection until it ends, its sender is silent for too long, or the door stops.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="stop">The door stops: nothing more is read.</param>
    /// <param name="grace">Until then, what was read is still written.</param>
    protected abstract Task ServeAsync(DoorConnection connection, CancellationToken stop, CancellationToken grace);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var grace = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var stopping = stoppingToken.Register(() => grace.CancelAfter(StopGrace));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var socket = await listener!.AcceptAsync(stoppingToken);
                Take(socket, stoppingToken, grace.Token);
            }
            catch (SocketException failure)
            {
                // A connection that is gone already, or no descriptor left: neither is the listener's end.
                AcceptFailed(setup.Place.Door, failure.SocketErrorCode);
                await Task.Delay(AcceptPause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }

        await Task.WhenAll(connections.Keys);
    }

    private void Take(Socket socket, CancellationToken stop, CancellationToken grace)
    {
        if (connections.Count >= setup.MaxConnections.Value)
        {
            socket.Dispose();
            ledger.ConnectionsRefused.Add(1, new KeyValuePair<string, object?>("kind", setup.Kind));
            if (!isFull)
            {
                isFull = true;
                TooManyConnections(setup.Place.Door, setup.MaxConnections.Value, setup.MaxConnections.Setting);
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
        var address = ((IPEndPoint)socket.RemoteEndPoint!).Address;
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await using var plain = new NetworkStream(socket, ownsSocket: true);
            if (setup.Tls is null)
            {
                await ServeAsync(new DoorConnection(plain, address, []), stop, grace);
            }
            else if (await HandshakeAsync(setup.Tls, plain, address, stop) is { } encrypted)
            {
                await using var stream = (SslStream)encrypted.Stream;
                await ServeAsync(encrypted, stop, grace);

                // A sender that says goodbye waits for ours (RFC 5425, section 4.4).
                await stream.ShutdownAsync().WaitAsync(StopGrace, clock, grace);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or ObjectDisposedException or TimeoutException)
        {
            ConnectionEnded(setup.Place.Door, address, failure.Message);
        }
    }

    private async Task<DoorConnection?> HandshakeAsync(DoorTls tls, Stream plain, IPAddress address, CancellationToken stop)
    {
        try
        {
            var (stream, attributes) = await tls.HandshakeAsync(plain, stop);
            return new(stream, address, attributes);
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            ledger.HandshakeFailed(setup.Kind);
            TellOfHandshake(SenderAddress.TextOf(address), failure is OperationCanceledException ? "it took too long" : failure.Message);
            return null;
        }
    }

    private void TellOfHandshake(string sender, string reason)
    {
        var now = clock.GetUtcNow().UtcTicks;
        var told = Volatile.Read(ref failureToldTicks);
        if (now - told >= FailureInterval.Ticks && Interlocked.CompareExchange(ref failureToldTicks, now, told) == told)
        {
            HandshakeFailed(setup.Place.Door, sender, reason);
        }
    }

    [LoggerMessage(1024, LogLevel.Information, "{Door}: connections are taken at {EndPoint}.")]
    private partial void Listening(string door, IPEndPoint endPoint);

    [LoggerMessage(1025, LogLevel.Warning, "{Door}: TCP port {Usual} cannot be used ({Reason}). Point senders at port {Port}, or allow the program to use the usual one.")]
    private partial void UsualPortRefused(string door, int usual, SocketError reason, int port);

    [LoggerMessage(1026, LogLevel.Warning, "{Door}: a connection could not be taken: {Reason}.")]
    private partial void AcceptFailed(string door, SocketError reason);

    [LoggerMessage(1027, LogLevel.Warning, "{Door}: {Count} connections are open; further ones are closed at once. Raise {Setting} if the senders are yours.")]
    private partial void TooManyConnections(string door, int count, string setting);

    [LoggerMessage(1028, LogLevel.Debug, "{Door}: the connection of {Sender} ended: {Reason}")]
    private partial void ConnectionEnded(string door, IPAddress sender, string reason);

    [LoggerMessage(1029, LogLevel.Warning, "{Door}: the TLS handshake with {Sender} failed: {Reason} Further ones of the next minute are only counted, as kotwal.handshakes.failed.")]
    private partial void HandshakeFailed(string door, string sender, string reason);
}
