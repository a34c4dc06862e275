using System.ComponentModel.DataAnnotations;
using System.Net;
using Kotwal.Collectors.Tls;

namespace Kotwal.Collectors.Syslog;

/// <summary>The syslog doors. Section <c>Collectors:Syslog</c>.</summary>
public sealed class SyslogOptions : IValidatableObject
{
    /// <summary>Whether datagrams are taken (RFC 5426). Default true.</summary>
    public bool UdpEnabled { get; set; } = true;

    /// <summary>Whether connections are taken (RFC 6587). Default true.</summary>
    public bool TcpEnabled { get; set; } = true;

    /// <summary>Whether encrypted connections are taken (RFC 5425). Default true.</summary>
    public bool TlsEnabled { get; set; } = true;

    /// <summary>Address to listen on. Default <c>::</c>, which is every address, IPv4 too.</summary>
    [Required]
    public string Address { get; set; } = "::";

    /// <summary>UDP port; 0 is a free one. By default 514, or 5514 where 514 is not allowed or taken.</summary>
    [Range(0, 65535)]
    public int? UdpPort { get; set; }

    /// <summary>TCP port; 0 is a free one. By default 514, or 5514 where 514 is not allowed or taken.</summary>
    [Range(0, 65535)]
    public int? TcpPort { get; set; }

    /// <summary>TCP port of encrypted connections; 0 is a free one. By default 6514, or a free one where 6514 is taken.</summary>
    [Range(0, 65535)]
    public int? TlsPort { get; set; }

    /// <summary>How connections are encrypted, and whose certificates their clients show.</summary>
    public DoorTlsOptions Tls { get; } = new();

    /// <summary>What is different for some senders; where several fit, the narrowest network decides.</summary>
    public IList<SyslogSenderOptions> Senders { get; } = [];

    /// <summary>The source's name in records. Default <c>syslog</c>.</summary>
    [RegularExpression(SourceName.Pattern)]
    public string Source { get; set; } = "syslog";

    /// <summary>Name of the format, or null to let the records' first lines decide. Default null.</summary>
    public string? Format { get; set; }

    /// <summary>IANA name of the zone of times that carry none. Default null, which is UTC.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Bytes kept of a datagram; longer ones are cut and counted. Default 65,507, the most UDP carries over IPv4.</summary>
    [Range(480, 65_527)]
    public int MaxDatagramBytes { get; set; } = 65_507;

    /// <summary>Bytes kept of a message on a connection; longer ones are cut and counted. Default 1 MiB.</summary>
    [Range(1024, 8 << 20)]
    public int MaxMessageBytes { get; set; } = 1 << 20;

    /// <summary>Memory shared by all connections of a door for messages beyond 64 KiB, in bytes. Default 64 MiB.</summary>
    [Range(1 << 20, 1L << 32)]
    public long LongMessageBytes { get; set; } = 64 << 20;

    /// <summary>Most connections of a door at one time; further ones are closed at once and counted. Default 4,096.</summary>
    [Range(1, 100_000)]
    public int MaxConnections { get; set; } = 4_096;

    /// <summary>How long a connection may be silent. Default 1 hour: plain syslog senders lose what they send into a closed one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out _))
        {
            yield return new ValidationResult("Collectors:Syslog:Address must be an IP address, for example :: or 127.0.0.1.", [nameof(Address)]);
        }

        if (TimeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new ValidationResult($"Collectors:Syslog:TimeZone: no time zone is named {TimeZone}.", [nameof(TimeZone)]);
        }

        foreach (var problem in Tls.Problems("Collectors:Syslog:Tls").Concat(Senders.SelectMany((sender, i) => sender.Problems($"Collectors:Syslog:Senders:{i}"))))
        {
            yield return problem;
        }
    }
}
