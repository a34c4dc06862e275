using System.Security.Cryptography;

namespace Kotwal.City.Audit;

/// <summary>Computes the chain again, entry by entry.</summary>
internal sealed class AuditCheck(AuditHead.Noted? noted)
{
    private byte[] previous = AuditEntry.Origin;
    private AuditFault fault;
    private long? brokenAt;

    internal long LastSequence { get; private set; }

    /// <summary>Looks at entries that follow.</summary>
    /// <returns>Whether all is sound so far.</returns>
    internal bool Goes(IReadOnlyList<AuditEntry> entries) => entries.All(Follows);

    internal AuditVerdict End()
    {
        if (fault == AuditFault.None && noted is not null && noted.Sequence > LastSequence)
        {
            Break(AuditFault.CutShort, LastSequence + 1);
        }

        if (fault == AuditFault.None && noted is null && LastSequence > 0)
        {
            fault = AuditFault.NotProvable;
        }

        return new(LastSequence, Convert.ToHexStringLower(previous), brokenAt, fault, noted?.Sequence);
    }

    /// <summary>Takes note of a row that is no link of the chain.</summary>
    /// <returns>Whether all is sound so far.</returns>
    internal bool Stands(long? stray) => stray is not { } at || Break(AuditFault.Stray, at);

    private bool Follows(AuditEntry entry)
    {
        if (entry.Sequence != LastSequence + 1)
        {
            return Break(AuditFault.Missing, entry.Sequence);
        }

        var hash = entry.ComputeHash(previous);
        if (!entry.IsReadable || !CryptographicOperations.FixedTimeEquals(hash, entry.Hash))
        {
            return Break(AuditFault.Altered, entry.Sequence);
        }

        if (entry.Sequence == noted?.Sequence && Convert.ToHexStringLower(hash) != noted.Hash)
        {
            return Break(AuditFault.Rewritten, entry.Sequence);
        }

        previous = hash;
        LastSequence = entry.Sequence;
        return true;
    }

    private bool Break(AuditFault kind, long at)
    {
        (fault, brokenAt) = (kind, at);
        return false;
    }
}
