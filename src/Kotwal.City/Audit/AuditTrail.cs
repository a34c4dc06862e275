using System.Data.Common;
using Kotwal.City.Data;
using Kotwal.City.Ledgers;
using Microsoft.Extensions.Logging;

namespace Kotwal.City.Audit;

/// <summary>The trail in a ledger of its own. Each entry is its own transaction, taken in turn by all processes.</summary>
internal sealed partial class AuditTrail(
    LedgerConnections ledgers, AuditHead head, OldAudit old, AuditAddress address, IEnumerable<IAuditListener> listeners, TimeProvider clock, ILogger<AuditTrail> log)
    : IAuditTrail, IPrepared, IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    public Task PrepareAsync(CancellationToken cancel) => ledgers.PrepareAsync(
        AuditTables.Ledger, AuditTables.Version, AuditTables.Make(ledgers.Dialect),
        (connection, write) => old.CopyAsync(connection, write, cancel), cancel);

    public async Task WriteAsync(AuditDeed deed, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            Note(await AddAsync(deed, cancel));
        }
        finally
        {
            turn.Release();
        }

        foreach (var listener in listeners)
        {
            listener.Written();
        }
    }

    public Task<IReadOnlyList<AuditEntry>> SearchAsync(
        AuditFilter filter, long? beforeSequence, int count, CancellationToken cancel) =>
        ReadAsync(filter, beforeSequence ?? long.MaxValue, isNewestFirst: true, count, cancel);

    public Task<IReadOnlyList<AuditEntry>> ReadAfterAsync(
        AuditFilter filter, long afterSequence, int count, CancellationToken cancel) =>
        ReadAsync(filter, afterSequence, isNewestFirst: false, count, cancel);

    public async Task<AuditVerdict> VerifyAsync(CancellationToken cancel)
    {
        // Before the entries: those that are added meanwhile are beyond it.
        var check = new AuditCheck(head.Read());
        var all = new AuditFilter();
        IReadOnlyList<AuditEntry> some;
        do
        {
            some = await ReadAfterAsync(all, check.LastSequence, IAuditTrail.MaxRows, cancel);
        }
        while (check.Goes(some) && some.Count > 0);

        return check.End();
    }

    public void Dispose() => turn.Dispose();

    private async Task<AuditEntry> AddAsync(AuditDeed deed, CancellationToken cancel)
    {
        await using var connection = await ledgers.OpenAsync(AuditTables.Ledger, cancel);
        await using var write = await ledgers.Dialect.BeginWriteAsync(connection, cancel);
        var last = await AuditTables.ReadLastAsync(connection, write, cancel);
        var entry = AuditEntry.Follow(
            (last?.Sequence ?? 0) + 1, last?.Hash ?? AuditEntry.Origin, clock.GetUtcNow(), deed, address.Find());
        await AuditTables.AddAsync(connection, write, entry, cancel);
        await write.CommitAsync(cancel);
        return entry;
    }

    private void Note(AuditEntry entry)
    {
        try
        {
            head.Note(entry);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The entry is durable and the deed may be done; the note catches up with the next one.
            NotNoted(entry.Sequence, error.Message);
        }
    }

    private async Task<IReadOnlyList<AuditEntry>> ReadAsync(
        AuditFilter filter, long bound, bool isNewestFirst, int count, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, IAuditTrail.MaxRows);
        await using DbConnection connection = await ledgers.OpenAsync(AuditTables.Ledger, cancel);
        return await AuditTables.ReadAsync(connection, filter, bound, isNewestFirst, count, cancel);
    }

    [LoggerMessage(4010, LogLevel.Error, "Entry {Sequence} of the audit trail could not be noted in audit.head: {Reason}")]
    private partial void NotNoted(long sequence, string reason);
}
