using Kotwal.Tls;

namespace Kotwal.Demo;

/// <summary>Where the city's systems reach the server: the same doors that real systems use.</summary>
/// <param name="SyslogHost">Host of the syslog doors, usually loopback.</param>
/// <param name="SyslogUdpPort">Port of syslog over UDP.</param>
/// <param name="SyslogTcpPort">Port of syslog over TCP; both framings go there, on a connection each.</param>
/// <param name="Ingest">Address below which sources are, ended by a slash: <c>http://127.0.0.1:8470/api/v1/ingest/</c>.</param>
/// <param name="IngestToken">Bearer token of role <c>ingest</c>.</param>
/// <param name="EveFile">The file that Suricata would write and that the server follows.</param>
/// <param name="Trust">Which server is believed to be the right one, where <paramref name="Ingest"/> is encrypted.</param>
internal sealed record DemoDoors(
    string SyslogHost, int SyslogUdpPort, int SyslogTcpPort, Uri Ingest, string IngestToken, string EveFile, ServerTrust Trust)
{
    /// <summary>Says everything but the token.</summary>
    public override string ToString() => $"syslog {SyslogHost} udp {SyslogUdpPort} tcp {SyslogTcpPort}, http {Ingest}, file {EveFile}";
}
