using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Listening;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.Collectors.Syslog;

/// <summary>Takes syslog over TCP (RFC 6587).</summary>
internal sealed class SyslogTcpDoor(
    Spool.Spool spool, SourceLedger ledger, IOptions<SyslogOptions> options, TimeProvider clock, ILogger<SyslogTcpDoor> log)
    : SyslogStreamDoor(Setup(options.Value), spool, ledger, options.Value, clock, log)
{
    private static ConnectionDoorSetup Setup(SyslogOptions options) => new()
    {
        Kind = "syslog-tcp",
        IsEnabled = options.TcpEnabled,
        Place = SyslogPorts.Tcp(options),
        MaxConnections = (options.MaxConnections, "Collectors:Syslog:MaxConnections"),
    };
}
