namespace Kotwal.City.Audit;

/// <summary>What somebody read, or tried to.</summary>
/// <param name="Action">The deed: <c>event.read</c>.</param>
/// <param name="Subject">What was read: an id, a filter, a hunt.</param>
public sealed record Reading(string Action, string Subject)
{
    /// <summary>What else an auditor wants to know; does not make it another reading.</summary>
    public string? Detail { get; init; }

    public AuditResult Result { get; init; } = AuditResult.Done;

    /// <summary>What tells it from other readings, of any length; the subject, where that says all.</summary>
    public string Identity { get; init; } = Subject;
}

/// <summary>Somebody may not read now, because the audit trail cannot take the note of it. Trying again later helps.</summary>
public sealed class ReadNotNotedException() : IOException("The audit trail cannot note at the moment who reads. Try again in a while.");
