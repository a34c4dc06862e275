using System.Net;
using System.Net.Sockets;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Datagrams;
using Kotwal.Collectors.Listening;
using Kotwal.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.Collectors.Flows;

/// <summary>Takes datagrams of NetFlow, IPFIX and sFlow, each whole as one record. Off unless it is switched on.</summary>
internal sealed partial class FlowDoor(
    Spool.Spool spool, SourceLedger ledger, IOptions<FlowOptions> options, TimeProvider clock, ILogger<FlowDoor> log)
    : BackgroundService
{
    private const string Kind = "flow-udp";

    // What a datagram carries at most; none is cut.
    private const int MaxDatagramBytes = 65_527;

    private readonly FlowOptions options = options.Value;
    private readonly List<(Socket Socket, string Source, SourceAccount Account)> inlets = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return Task.CompletedTask;
        }

        Open("netflow", nameof(options.NetFlowPort), options.NetFlowPort);
        Open("ipfix", nameof(options.IpfixPort), options.IpfixPort);
        Open("sflow", nameof(options.SFlowPort), options.SFlowPort);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        foreach (var inlet in inlets)
        {
            inlet.Socket.Dispose();
        }

        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(inlets.Select(inlet => RunAsync(inlet.Socket, inlet.Source, inlet.Account, stoppingToken)));

    private Task RunAsync(Socket socket, string source, SourceAccount account, CancellationToken stop) =>
        new DatagramInlet(
            socket, address => new(new RecordOrigin { Source = source, Transport = Kind, Sender = SenderAddress.TextOf(address) }, account), account,
            MaxDatagramBytes, spool, clock)
        {
            FirstDrop = reason => FirstDrop(source, reason),
            ReceiveFailed = ReceiveFailed,
        }.RunAsync(stop);

    private void Open(string source, string setting, int port)
    {
        var (socket, _) = DoorSocket.Bind(new("The door for flows", ProtocolType.Udp, options.Address, port, port, port, "Collectors:Flows:" + setting));
        DatagramInlet.EnlargeBuffer(socket);
        var place = (IPEndPoint)socket.LocalEndPoint!;
        var account = ledger.Account(source, Kind);
        account.Address = place.Address.ToString();
        account.Port = place.Port;
        inlets.Add((socket, source, account));
        Listening(source, place, socket.ReceiveBufferSize);
    }

    [LoggerMessage(1070, LogLevel.Information, "Flows of the source {Source} are taken at {EndPoint}, with {BufferBytes} bytes of buffer.")]
    private partial void Listening(string source, IPEndPoint endPoint, int bufferBytes);

    [LoggerMessage(1071, LogLevel.Debug, "A datagram of flows could not be received: {Reason}.")]
    private partial void ReceiveFailed(SocketError reason);

    [LoggerMessage(1072, LogLevel.Warning, "A datagram of the source {Source} was dropped: {Reason}. Further ones are counted as kotwal.source.dropped.")]
    private partial void FirstDrop(string source, string reason);
}
