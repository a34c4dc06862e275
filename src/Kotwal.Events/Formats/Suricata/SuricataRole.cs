namespace Kotwal.Events.Formats.Suricata;

/// <summary>Names whose values decide about the whole event.</summary>
internal enum SuricataRole
{
    None,
    Timestamp,
    EventType,
    AppProtocol,
    IpVersion,
    AlertAction,
    BytesToServer,
    BytesToClient,
    PacketsToServer,
    PacketsToClient,
    DnsType,
    HttpStatus,
    HttpProtocol,
    TlsVersion,
}
