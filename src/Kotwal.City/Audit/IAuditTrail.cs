namespace Kotwal.City.Audit;

/// <summary>Keeps what people and programs did. Append-only; safe for many threads and processes.</summary>
public interface IAuditTrail
{
    /// <summary>Most entries of one answer.</summary>
    const int MaxRows = 1000;

    /// <summary>Source by whose name the lake knows the entries, which are events too; those see them who may read the trail.</summary>
    const string EventSource = "kotwal-audit";

    /// <summary>Adds the deed with the present time; when it returns it is durable. A deed that cannot be written must not be done.</summary>
    Task WriteAsync(AuditDeed deed, CancellationToken cancel);

    /// <summary>The newest deeds first.</summary>
    /// <param name="beforeSequence">Only deeds older than this one; null for the newest.</param>
    /// <param name="count">At most so many, 1 to <see cref="MaxRows"/>.</param>
    /// <param name="cancel">Gives up.</param>
    Task<IReadOnlyList<AuditEntry>> ReadAsync(long? beforeSequence, int count, CancellationToken cancel) =>
        SearchAsync(new AuditFilter(), beforeSequence, count, cancel);

    /// <summary>Entries that the filter lets through, the newest first.</summary>
    /// <param name="filter">Which entries.</param>
    /// <param name="beforeSequence">Only entries older than this one; null for the newest.</param>
    /// <param name="count">At most so many, 1 to <see cref="MaxRows"/>.</param>
    /// <param name="cancel">Gives up.</param>
    Task<IReadOnlyList<AuditEntry>> SearchAsync(AuditFilter filter, long? beforeSequence, int count, CancellationToken cancel);

    /// <summary>Entries that the filter lets through, the oldest first, after one; for exports and for those who follow the trail.</summary>
    /// <param name="filter">Which entries.</param>
    /// <param name="afterSequence">Only entries newer than this one; 0 for all.</param>
    /// <param name="count">At most so many, 1 to <see cref="MaxRows"/>.</param>
    /// <param name="cancel">Gives up.</param>
    Task<IReadOnlyList<AuditEntry>> ReadAfterAsync(AuditFilter filter, long afterSequence, int count, CancellationToken cancel);

    /// <summary>Computes the whole chain again, and compares its end with the note of the last entry that is kept beside it.</summary>
    Task<AuditVerdict> VerifyAsync(CancellationToken cancel);
}

/// <summary>What computing the chain again has shown.</summary>
/// <param name="Entries">Entries that were computed and are sound.</param>
/// <param name="Head">
/// Hash of the last sound entry in hexadecimal. Someone who may write both the trail and the note beside it can leave a sound chain:
/// only comparing with a head noted elsewhere shows it.
/// </param>
/// <param name="BrokenAt">Sequence at which the first fault is; null when none was found.</param>
/// <param name="Fault">What is wrong there.</param>
/// <param name="Noted">Sequence of the entry that the note beside the trail names; null when there is no note.</param>
public sealed record AuditVerdict(long Entries, string Head, long? BrokenAt, AuditFault Fault, long? Noted)
{
    /// <summary>Whether nothing is wrong and nothing is left in doubt.</summary>
    public bool IsSound => Fault == AuditFault.None;
}

/// <summary>What can be wrong with the trail.</summary>
public enum AuditFault
{
    None,

    /// <summary>The entry does not have the hash of what it says.</summary>
    Altered,

    /// <summary>An entry is missing before this one.</summary>
    Missing,

    /// <summary>The newest entries were cut off: the note names an entry that is not there.</summary>
    CutShort,

    /// <summary>The chain is sound, and its entry is another than the one that was noted: it was written anew.</summary>
    Rewritten,

    /// <summary>There is a row that has no number from 1 on: somebody put it beside the chain.</summary>
    Stray,

    /// <summary>The chain is sound, and the note of the last entry is missing: nobody can say whether the newest were cut off.</summary>
    NotProvable,
}
