namespace Kotwal.Demo.Wire;

/// <summary>What one system says at one moment, ready for the wire.</summary>
/// <param name="At">When it is said; the bytes carry the same time.</param>
/// <param name="Door">Through which door.</param>
/// <param name="Bytes">One message without framing.</param>
internal readonly record struct Utterance(DateTimeOffset At, Door Door, byte[] Bytes);

/// <summary>The doors of a server that the city's systems speak to.</summary>
internal enum Door
{
    SyslogUdp,

    /// <summary>Syslog over TCP, each message preceded by its length (RFC 6587, section 3.4.1).</summary>
    SyslogCounted,

    /// <summary>Syslog over TCP, each message ended by a newline (RFC 6587, section 3.4.2).</summary>
    SyslogLines,

    /// <summary>A file that Suricata appends its EVE records to.</summary>
    EveFile,

    /// <summary>JSON lines over HTTP, as a Zeek sensor's shipper sends them.</summary>
    ZeekHttp,

    /// <summary>JSON lines over HTTP, as an event forwarder of Windows sends them.</summary>
    WindowsHttp,
}
