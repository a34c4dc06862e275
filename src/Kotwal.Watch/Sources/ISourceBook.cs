namespace Kotwal.Watch.Sources;

/// <summary>The doors that records come in by, and what went through them. Safe for many threads.</summary>
public interface ISourceBook
{
    /// <summary>All sources, with their counts at this moment.</summary>
    IReadOnlyList<SourceEntry> Sources { get; }
}

/// <summary>One source. Counts are records since <see cref="Since"/>, also over new starts, and never go back.</summary>
/// <param name="Name">Name of the inlet.</param>
/// <param name="Kind">How the bytes travel: <c>syslog-udp</c>, <c>syslog-tcp</c>, <c>http</c>, <c>file</c>.</param>
/// <param name="Address">Address or path it listens to; null when it has none.</param>
/// <param name="Port">Port in use; null when it has none.</param>
/// <param name="LastReceivedAt">When it last spoke, in UTC; null when it never did.</param>
/// <param name="Received">Records that arrived.</param>
/// <param name="Stored">Records that are kept in the lake.</param>
/// <param name="Rejected">Records that were refused: too large, wrong encoding, over a quota.</param>
/// <param name="Dropped">Records that were lost because there was no room.</param>
/// <param name="Truncated">Records that were cut.</param>
/// <param name="Lost">What its senders numbered and never came: datagrams, or flows in them.</param>
public sealed record SourceEntry(
    string Name,
    string Kind,
    string? Address,
    int? Port,
    DateTimeOffset? LastReceivedAt,
    long Received,
    long Stored,
    long Rejected,
    long Dropped,
    long Truncated,
    long Lost = 0)
{
    /// <summary>When counting began.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Records that the spool has taken: those received without those rejected and dropped.</summary>
    public long Accepted { get; init; }

    /// <summary>Accepted records that were read.</summary>
    public long Decoded { get; init; }

    /// <summary>Accepted records whose content could not be read; each is stored as an event that says so.</summary>
    public long Unreadable { get; init; }

    /// <summary>Accepted records that wait to be stored.</summary>
    public long Pending { get; init; }

    /// <summary>Rejected records by reason.</summary>
    public IReadOnlyDictionary<string, long> RejectedBy { get; init; } = new Dictionary<string, long>();

    /// <summary>Our time minus the source's, in seconds: the middle of the newest records. Null when none of them says when it happened.</summary>
    public double? ClockSkewSeconds { get; init; }

    /// <summary>How far the newest records lie from that, in seconds (median of the differences).</summary>
    public double? ClockSpreadSeconds { get; init; }

    /// <summary>Whether it speaks as it used to: <c>speaks</c>, <c>silent</c>, <c>less</c>, <c>maintenance</c>, or <c>learning</c>.</summary>
    public string? Rhythm { get; init; }
}
