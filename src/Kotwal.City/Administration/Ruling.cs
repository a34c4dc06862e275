namespace Kotwal.City.Administration;

/// <summary>What a rule says of a deed, with the words for the audit trail.</summary>
/// <param name="Refused">Why it must not be done; null when it may.</param>
/// <param name="Subject">Whom or what it is about.</param>
/// <param name="Detail">What was before and what is after, never a secret and nothing personal but the name; may be null.</param>
internal sealed record Ruling(Refusal? Refused, string Subject, string? Detail = null)
{
    public static Ruling May(string subject, string? detail) => new(null, subject, detail);
}
