namespace Kotwal.Watch.Sources;

/// <summary>The doors that records come in by, and what went through them. Safe for many threads.</summary>
public interface ISourceBook
{
    /// <summary>All sources, with their counts at this moment.</summary>
    IReadOnlyList<SourceEntry> Sources { get; }
}

/// <summary>One source. Counts are records since the program started, and never go back.</summary>
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
    long Lost = 0);
