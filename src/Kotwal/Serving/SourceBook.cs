using Kotwal.Collectors.Accounting;
using Kotwal.Pipeline;
using Kotwal.Watch.Sources;

namespace Kotwal.Serving;

/// <summary>Shows the Watch desk what went through the doors and what of it is stored.</summary>
internal sealed class SourceBook(SourceLedger ledger, StoredTally stored) : ISourceBook
{
    /// <inheritdoc/>
    public IReadOnlyList<SourceEntry> Sources =>
    [
        .. ledger.Snapshot().Select(counts => new SourceEntry(
            counts.Name,
            counts.Kind,
            counts.Address,
            counts.Port,
            counts.LastReceivedAt,
            counts.Received,
            stored.Of(counts.Name, counts.Kind),
            counts.Rejected.Values.Sum(),
            counts.Dropped,
            counts.Truncated,
            stored.LostOf(counts.Name, counts.Kind))),
    ];
}
