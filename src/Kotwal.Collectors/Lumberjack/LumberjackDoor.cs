using System.Net.Sockets;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Listening;
using Kotwal.Collectors.Tls;
using Kotwal.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.Collectors.Lumberjack;

/// <summary>Takes what Beats and Logstash send (Lumberjack v2), and acknowledges a window when all of it is durable.</summary>
internal sealed partial class LumberjackDoor(
    Spool.Spool spool, SourceLedger ledger, IOptions<LumberjackOptions> options, DoorTlsFactory tls, TimeProvider clock, ILogger<LumberjackDoor> log)
    : ConnectionDoor(Setup(options.Value, tls), ledger, clock, log)
{
    private const string Kind = "lumberjack";

    private readonly LumberjackOptions options = options.Value;
    private readonly SourceAccount account = ledger.Account(options.Value.Source, Kind);
    private readonly ILogger told = log;

    protected override IEnumerable<SourceAccount> Accounts => [account];

    protected override async Task ServeAsync(DoorConnection connection, CancellationToken stop, CancellationToken grace)
    {
        var origin = new RecordOrigin
        {
            Source = options.Source,
            Transport = Kind,
            Sender = connection.Sender,
            Format = options.Format,
            Attributes = connection.Attributes,
        };
        using var session = new LumberjackSession(connection.Stream, origin, spool, account, options, Clock);
        try
        {
            await session.RunAsync(stop, grace);
        }
        catch (InvalidDataException wrong)
        {
            account.Refused("encoding", 1);
            Refused(told, connection.Sender, wrong.Message);
        }
    }

    private static ConnectionDoorSetup Setup(LumberjackOptions options, DoorTlsFactory tls) => new()
    {
        Kind = Kind,
        IsEnabled = options.Enabled,
        Place = new("Lumberjack", ProtocolType.Tcp, options.Address, options.Port, options.Port, 0, "Collectors:Lumberjack:Port"),
        MaxConnections = (options.MaxConnections, "Collectors:Lumberjack:MaxConnections"),
        Tls = options.TlsEnabled ? tls.Create(options.Tls, "Collectors:Lumberjack:Tls") : null,
    };

    [LoggerMessage(1032, LogLevel.Warning, "Lumberjack: the connection of {Sender} is closed: {Reason}")]
    private static partial void Refused(ILogger log, string sender, string reason);
}
