using Kotwal.Collectors.Accounting;
using Kotwal.Health;
using Kotwal.Pipeline;
using Kotwal.Watch.Sources;

namespace Kotwal.Serving;

/// <summary>Shows the Watch desk what went through the doors, what became of it, and how each source is.</summary>
internal sealed class SourceBook(SourceLedger ledger, LossTally losses, ClockCheck clocks, SilenceCheck silence) : ISourceBook
{
    /// <inheritdoc/>
    public IReadOnlyList<SourceEntry> Sources => [.. ledger.Snapshot().Select(EntryOf)];

    private SourceEntry EntryOf(SourceCounts counts)
    {
        var skew = clocks.Of(counts.Name);
        return new(
            counts.Name,
            counts.Kind,
            counts.Address,
            counts.Port,
            counts.LastReceivedAt,
            counts.Received,
            counts.Decoded + counts.Unreadable,
            counts.Rejected.Values.Sum(),
            counts.Dropped,
            counts.Truncated,
            losses.Of(counts.Name, counts.Kind))
        {
            Since = counts.Since,
            Accepted = counts.Accepted,
            Decoded = counts.Decoded,
            Unreadable = counts.Unreadable,
            Pending = counts.Pending,
            RejectedBy = counts.Rejected,
            ClockSkewSeconds = skew?.Seconds,
            ClockSpreadSeconds = skew?.Spread,
            Rhythm = silence.StateOf(counts.Name),
        };
    }
}
