namespace Kotwal.City.Audit;

/// <summary>What someone did, or tried to.</summary>
/// <param name="Actor">Name of the account or token, or <see cref="Somebody"/>.</param>
/// <param name="Action">The deed in dotted lower-case words, the object first: <c>token.create</c>.</param>
/// <param name="Subject">What it was done to: a name or an id. Never a secret.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Detail">What else an auditor wants to know, in one line; may be null.</param>
public sealed record AuditDeed(string Actor, string Action, string Subject, AuditResult Result, string? Detail = null)
{
    /// <summary>A stranger. What strangers call themselves is not kept.</summary>
    public const string Somebody = "somebody";

    /// <summary>Network address from which it was asked for; null for that of the request in which it is written.</summary>
    public string? Address { get; init; }
}

/// <summary>How a deed ended.</summary>
public enum AuditResult
{
    Done,
    Refused,
    Failed,
}
