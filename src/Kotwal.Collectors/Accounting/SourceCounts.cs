namespace Kotwal.Collectors.Accounting;

/// <summary>What one source has sent through one kind of door since the program started, and what became of it.</summary>
/// <remarks>
/// Two things close: what was received is accepted, rejected or dropped (or still on its way), and what was accepted is durable
/// or, for datagrams, will be in a moment.
/// </remarks>
public sealed record SourceCounts
{
    /// <summary>The source's name, as records carry it.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of door: <c>syslog-udp</c>, <c>syslog-tcp</c>, <c>syslog-tls</c>, <c>http</c>, <c>file</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The address that the door listens on, or the path that is followed; null when the web server decides.</summary>
    public string? Address { get; init; }

    /// <summary>The port that the door listens on; null when it has none of its own.</summary>
    public int? Port { get; init; }

    /// <summary>Records that came in.</summary>
    public long Received { get; init; }

    /// <summary>Records that the spool has taken.</summary>
    public long Accepted { get; init; }

    /// <summary>Records that were refused, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Rejected { get; init; }

    /// <summary>Datagrams that could not be kept because the inbox, or the system's buffer before it, was full.</summary>
    public long Dropped { get; init; }

    /// <summary>Accepted records of which only the beginning is kept.</summary>
    public long Truncated { get; init; }

    /// <summary>Payload bytes of the accepted records.</summary>
    public long Bytes { get; init; }

    /// <summary>When the source last spoke; null when it never did.</summary>
    public DateTimeOffset? LastReceivedAt { get; init; }
}
