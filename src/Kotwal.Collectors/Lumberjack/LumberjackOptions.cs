using System.ComponentModel.DataAnnotations;
using System.Net;
using Kotwal.Collectors.Tls;

namespace Kotwal.Collectors.Lumberjack;

/// <summary>The door for Beats and Logstash. Section <c>Collectors:Lumberjack</c>.</summary>
public sealed class LumberjackOptions : IValidatableObject
{
    /// <summary>Whether the door is open. Default false.</summary>
    public bool Enabled { get; set; }

    /// <summary>Address to listen on. Default <c>::</c>, which is every address, IPv4 too.</summary>
    [Required]
    public string Address { get; set; } = "::";

    /// <summary>TCP port; 0 is a free one. Default 5044, as Logstash has it.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 5044;

    /// <summary>Whether connections are encrypted. Default true.</summary>
    public bool TlsEnabled { get; set; } = true;

    /// <summary>How connections are encrypted, and whose certificates their clients show.</summary>
    public DoorTlsOptions Tls { get; } = new();

    /// <summary>The source's name in records. Default <c>beats</c>.</summary>
    [RegularExpression(SourceName.Pattern)]
    public string Source { get; set; } = "beats";

    /// <summary>Name of the format, or null to let the records decide. Default null.</summary>
    public string? Format { get; set; }

    /// <summary>Bytes kept of one event; longer ones are cut and counted. Default 1 MiB.</summary>
    [Range(1024, 8 << 20)]
    public int MaxRecordBytes { get; set; } = 1 << 20;

    /// <summary>Most events of one window. Default 65,536.</summary>
    [Range(1, 1 << 20)]
    public int MaxWindow { get; set; } = 65_536;

    /// <summary>Longest frame as it travels, in bytes; a sender of a longer one is cut off. Default 64 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxFrameBytes { get; set; } = 64 << 20;

    /// <summary>How many times its own size a compressed frame may grow to, beyond the first MiB. Default 250.</summary>
    [Range(2, 100_000)]
    public int MaxCompressionRatio { get; set; } = 250;

    /// <summary>Most connections at one time; further ones are closed at once and counted. Default 256.</summary>
    [Range(1, 100_000)]
    public int MaxConnections { get; set; } = 256;

    /// <summary>How long a window may take to begin and to arrive whole. Default 5 min; senders connect again by themselves.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan WindowTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a sender that waits for a slow spool is told that we are still there. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out _))
        {
            yield return new ValidationResult("Collectors:Lumberjack:Address must be an IP address, for example :: or 127.0.0.1.", [nameof(Address)]);
        }

        foreach (var problem in Tls.Problems("Collectors:Lumberjack:Tls"))
        {
            yield return problem;
        }
    }
}
