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
    private bool isContradicted;

    public Task PrepareAsync(CancellationToken cancel) => ledgers.PrepareAsync(
        AuditTables.Ledger, AuditTables.Version, AuditTables.Make(ledgers.Dialect),
        (connection, write) => old.CopyAsync(connection, write, cancel), cancel);

    public async Task WriteAsync(AuditDeed deed, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            var (entry, mayNote) = await AddAsync(deed, cancel);
            if (mayNote)
            {
                Note(entry);
            }
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
        if (!check.Stands(await FindStrayAsync(cancel)))
        {
            return check.End();
        }

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

    private async Task<(AuditEntry Entry, bool MayNote)> AddAsync(AuditDeed deed, CancellationToken cancel)
    {
        await using var connection = await ledgers.OpenAsync(AuditTables.Ledger, cancel);
        await using var write = await ledgers.Dialect.BeginWriteAsync(connection, cancel);
        var last = await AuditTables.ReadLastAsync(connection, write, cancel);
        var entry = AuditEntry.Follow(
            (last?.Sequence ?? 0) + 1, last?.Hash ?? AuditEntry.Origin, clock.GetUtcNow(), deed, deed.Address ?? address.Find());
        var mayNote = await IsNotedInAsync(connection, write, last, cancel);
        await AuditTables.AddAsync(connection, write, entry, cancel);
        await write.CommitAsync(cancel);
        return (entry, mayNote);
    }

    /// <summary>Whether the trail has the entry that was noted last. A note that the trail contradicts is the proof, and stays.</summary>
    private async Task<bool> IsNotedInAsync(DbConnection connection, DbTransaction write, AuditEntry? last, CancellationToken cancel)
    {
        AuditHead.Noted? noted;
        try
        {
            noted = head.Read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            NotNoted((last?.Sequence ?? 0) + 1, error.Message);
            return false;
        }

        if (noted is null)
        {
            if (last is not null)
            {
                Unnoted(last.Sequence);
            }

            return true;
        }

        var isIn = noted.Sequence == last?.Sequence
            ? noted.Hash == Convert.ToHexStringLower(last.Hash)
            : await AuditTables.HasAsync(connection, write, noted.Sequence, noted.Hash, cancel);
        if (!isIn && !isContradicted)
        {
            Contradicted(noted.Sequence);
        }

        isContradicted = !isIn;
        return isIn;
    }

    private async Task<long?> FindStrayAsync(CancellationToken cancel)
    {
        await using var connection = await ledgers.OpenAsync(AuditTables.Ledger, cancel);
        return await AuditTables.FindStrayAsync(connection, cancel);
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

    [LoggerMessage(4011, LogLevel.Error, "The audit trail was cut off or written anew: entry {Sequence}, noted in audit.head, is not in it. audit.head stays as it is; run 'kotwal audit verify'.")]
    private partial void Contradicted(long sequence);

    [LoggerMessage(4012, LogLevel.Error, "audit.head is missing or cannot be read though the audit trail has {Sequence} entries. It is written anew; whether newer entries were cut off before cannot be told.")]
    private partial void Unnoted(long sequence);
}
