using System.Net.Sockets;
using Kotwal.Collectors.Listening;

namespace Kotwal.Collectors.Syslog;

/// <summary>Where the syslog doors listen.</summary>
internal static class SyslogPorts
{
    /// <summary>The port of RFC 5426 and, for connections, of custom; it is privileged on most systems.</summary>
    public const int Usual = 514;

    /// <summary>Where we listen when the usual port is not allowed.</summary>
    public const int Fallback = 5514;

    /// <summary>The port of RFC 5425.</summary>
    public const int UsualTls = 6514;

    public static ListenPlace Udp(SyslogOptions options) => new(
        "Syslog over UDP", ProtocolType.Udp, options.Address, options.UdpPort, Usual, Fallback, "Collectors:Syslog:UdpPort");

    public static ListenPlace Tcp(SyslogOptions options) => new(
        "Syslog over TCP", ProtocolType.Tcp, options.Address, options.TcpPort, Usual, Fallback, "Collectors:Syslog:TcpPort");

    // Nobody needs a privilege for 6514: when it cannot be had, another server has it, and any port does as well as another.
    public static ListenPlace Tls(SyslogOptions options) => new(
        "Syslog over TLS", ProtocolType.Tcp, options.Address, options.TlsPort, UsualTls, 0, "Collectors:Syslog:TlsPort");
}
