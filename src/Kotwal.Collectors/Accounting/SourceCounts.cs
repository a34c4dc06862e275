namespace Kotwal.Collectors.Accounting;

/// <summary>What one source has sent through one kind of door, and what became of it. Counts go on over new starts.</summary>
/// <remarks>
/// Two equations close: what was received is accepted, rejected or dropped (or on its way at this moment), and what was accepted is
/// decoded, unreadable or pending.
/// </remarks>
public sealed record SourceCounts
{
    /// <summary>The source's name, as records carry it.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of door: <c>syslog-udp</c>, <c>syslog-tcp</c>, <c>syslog-tls</c>, <c>lumberjack</c>, <c>flow-udp</c>, <c>http</c>, <c>elastic</c>, <c>file</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The address that the door listens on, or the path that is followed; null when the web server decides.</summary>
    public string? Address { get; init; }

    /// <summary>The port that the door listens on; null when it has none of its own.</summary>
    public int? Port { get; init; }

    /// <summary>When the counts begin.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Records that came in.</summary>
    public long Received { get; init; }

    /// <summary>Records that the spool has taken.</summary>
    public long Accepted { get; init; }

    /// <summary>Accepted records that were read, and whose events are stored.</summary>
    public long Decoded { get; init; }

    /// <summary>Accepted records whose content could not be read; each is stored as an event that says so.</summary>
    public long Unreadable { get; init; }

    /// <summary>Accepted records that wait for the pipeline. A record may be done with a moment before its door has counted it.</summary>
    public long Pending => Math.Max(0, Accepted - Decoded - Unreadable);

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
