using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Listening;
using Kotwal.Collectors.Tls;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.Collectors.Syslog;

/// <summary>
/// Takes syslog over TLS (RFC 5425). It wants octet counting (section 4.3); programs that end messages with a line feed all the same
/// are understood, too.
/// </summary>
internal sealed class SyslogTlsDoor(
    Spool.Spool spool, SourceLedger ledger, IOptions<SyslogOptions> options, DoorTlsFactory tls, TimeProvider clock, ILogger<SyslogTlsDoor> log)
    : SyslogStreamDoor(Setup(options.Value, tls), spool, ledger, options.Value, clock, log)
{
    private static ConnectionDoorSetup Setup(SyslogOptions options, DoorTlsFactory tls) => new()
    {
        Kind = "syslog-tls",
        IsEnabled = options.TlsEnabled,
        Place = SyslogPorts.Tls(options),
        MaxConnections = (options.MaxConnections, "Collectors:Syslog:MaxConnections"),
        Tls = tls.Create(options.Tls, "Collectors:Syslog:Tls"),
    };
}
