using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Spool;
using Kotwal.Events;

namespace Kotwal.Collectors.Own;

/// <summary>
/// The door for records that the program makes itself. Their sources are named <c>kotwal-…</c>, and no sender may use such a name.
/// Safe for many threads.
/// </summary>
public sealed class OwnDoor(Spool.Spool spool, SourceLedger ledger, TimeProvider clock)
{
    /// <summary>How the bytes travelled.</summary>
    public const string Kind = "own";

    /// <summary>Appends records in their order, however long that takes; when it returns they are durable.</summary>
    /// <param name="source">Name of the source; begins with <c>kotwal-</c>.</param>
    /// <param name="format">Format of the records.</param>
    /// <param name="records">The records.</param>
    /// <param name="cancel">Gives up; some may be durable then.</param>
    public async Task TakeAsync(string source, string format, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancel)
    {
        var account = ledger.Account(source, Kind);
        var origin = new RecordOrigin { Source = source, Transport = Kind, Format = format };
        var entries = records.Select(record => new SpoolEntry(record, IsTruncated: false)).ToList();
        account.Received(entries.Count);
        await spool.AppendPatientlyAsync(origin, entries, clock, cancel);
        account.Accepted(entries);
    }
}
