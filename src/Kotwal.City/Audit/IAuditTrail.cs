namespace Kotwal.City.Audit;

/// <summary>Keeps what people and programs did. Append-only; safe for many threads and processes.</summary>
public interface IAuditTrail
{
    /// <summary>Adds the deed with the present time; when it returns it is durable. A deed that cannot be written must not be done.</summary>
    Task WriteAsync(AuditDeed deed, CancellationToken cancel);

    /// <summary>The newest deeds first.</summary>
    /// <param name="beforeSequence">Only deeds older than this one; null for the newest.</param>
    /// <param name="count">At most so many, 1 to 1,000.</param>
    /// <param name="cancel">Gives up.</param>
    Task<IReadOnlyList<AuditEntry>> ReadAsync(long? beforeSequence, int count, CancellationToken cancel);

    /// <summary>Computes the whole chain again.</summary>
    Task<AuditVerdict> VerifyAsync(CancellationToken cancel);
}

/// <summary>What computing the chain again has shown.</summary>
/// <param name="Entries">Entries that were computed.</param>
/// <param name="Head">
/// Hash of the last sound entry in hexadecimal. Someone who cuts off the newest entries leaves a sound chain: only comparing with
/// a head noted elsewhere shows it.
/// </param>
/// <param name="BrokenAt">Sequence of the first entry that was altered, or that follows a missing one; null when all is sound.</param>
public sealed record AuditVerdict(long Entries, string Head, long? BrokenAt);
