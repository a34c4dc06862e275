using System.Net;
using System.Net.Sockets;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Datagrams;
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
        DatagramInlet.EnlargeBuffer(socket);
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

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var inlet = new DatagramInlet(socket!, senders!.Find, senders!.Default.Account, options.MaxDatagramBytes, spool, clock)
        {
            FirstDrop = FirstDrop,
            ReceiveFailed = ReceiveFailed,
        };
        return inlet.RunAsync(stoppingToken);
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
