using System.Net;
using System.Net.Sockets;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Listening;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.Collectors.Syslog;

/// <summary>
/// Takes syslog datagrams (RFC 5426): one datagram is one record. A datagram cannot wait; what the inbox has no room for is
/// dropped and counted.
/// </summary>
internal sealed partial class SyslogUdpDoor(
    Spool.Spool spool, SourceLedger ledger, IOptions<SyslogOptions> options, TimeProvider clock, ILogger<SyslogUdpDoor> log)
    : BackgroundService
{
    private const string Kind = "syslog-udp";
    private const int ReceiveBufferBytes = 8 << 20;
    private const int LargestDatagramBytes = 65_536;

    // SOL_SOCKET and SO_RCVBUFFORCE of Linux: a buffer beyond what the system allows everybody, where we may have it.
    private const int SocketLevel = 1;
    private const int ForceReceiveBuffer = 33;

    private static readonly TimeSpan DropInterval = TimeSpan.FromSeconds(1);

    private readonly SyslogOptions options = options.Value;
    private Socket? socket;
    private SyslogSenders? senders;

    /// <summary>Where the door listens, once it is started.</summary>
    public IPEndPoint? EndPoint => (IPEndPoint?)socket?.LocalEndPoint;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.UdpEnabled)
        {
            return Task.CompletedTask;
        }

        (socket, var refusal) = DoorSocket.Bind(SyslogPorts.Udp(options));
        EnlargeBuffer(socket);
        senders = new SyslogSenders(options, Kind, ledger);
        foreach (var account in senders.Accounts)
        {
            account.Address = EndPoint!.Address.ToString();
            account.Port = EndPoint.Port;
        }

        Listening(EndPoint!, socket.ReceiveBufferSize);
        if (refusal is { } reason)
        {
            UsualPortRefused(SyslogPorts.Usual, reason, EndPoint!.Port);
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        socket?.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(ReceiveAsync(stoppingToken), CountDropsAsync(stoppingToken));

    private static void EnlargeBuffer(Socket socket)
    {
        socket.ReceiveBufferSize = ReceiveBufferBytes;
        if (OperatingSystem.IsLinux() && socket.ReceiveBufferSize < ReceiveBufferBytes)
        {
            try
            {
                socket.SetRawSocketOption(SocketLevel, ForceReceiveBuffer, BitConverter.GetBytes(ReceiveBufferBytes));
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AccessDenied)
            {
                // Only a privileged program may; the size that was had is in the log.
                return;
            }
        }
    }

    private async Task ReceiveAsync(CancellationToken stoppingToken)
    {
        var origins = new SenderOrigins(senders!);
        var buffer = GC.AllocateUninitializedArray<byte>(LargestDatagramBytes, pinned: true);
        var sender = new SocketAddress(socket!.AddressFamily);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var length = await socket.ReceiveFromAsync(buffer, SocketFlags.None, sender, stoppingToken);
                Take(buffer.AsSpan(0, length), origins.Find(sender));
            }
            catch (SocketException failure)
            {
                // Told of a datagram or of the network's state, not of the socket; there is nobody to answer.
                ReceiveFailed(failure.SocketErrorCode);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private void Take(ReadOnlySpan<byte> datagram, SyslogSender sender)
    {
        var account = sender.Account;
        if (datagram.IsEmpty)
        {
            account.Refused("empty", 1);
            return;
        }

        var kept = datagram[..Math.Min(datagram.Length, options.MaxDatagramBytes)];
        var isTruncated = kept.Length < datagram.Length;
        if (spool.TryAppend(sender.Origin, kept, isTruncated))
        {
            account.Received(1);
            account.Accepted(kept.Length, isTruncated);
        }
        else if (account.Dropped(1))
        {
            FirstDrop("the inbox is full");
        }
    }

    private async Task CountDropsAsync(CancellationToken stoppingToken)
    {
        var drops = new KernelDrops(socket!);
        using var timer = new PeriodicTimer(DropInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (drops.Take() is > 0 and var count && senders!.Default.Account.Dropped(count))
                {
                    FirstDrop("the system's buffer is full. Raise net.core.rmem_max");
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    [LoggerMessage(1020, LogLevel.Information, "Syslog datagrams are taken at {EndPoint}, with {BufferBytes} bytes of buffer.")]
    private partial void Listening(IPEndPoint endPoint, int bufferBytes);

    [LoggerMessage(1021, LogLevel.Warning, "UDP port {Usual} cannot be used ({Reason}). Point senders at port {Port}, or allow the program to use the usual one.")]
    private partial void UsualPortRefused(int usual, SocketError reason, int port);

    [LoggerMessage(1022, LogLevel.Debug, "A datagram could not be received: {Reason}.")]
    private partial void ReceiveFailed(SocketError reason);

    [LoggerMessage(1023, LogLevel.Warning, "A syslog datagram was dropped: {Reason}. Further ones are counted as kotwal.source.dropped.")]
    private partial void FirstDrop(string reason);
}
