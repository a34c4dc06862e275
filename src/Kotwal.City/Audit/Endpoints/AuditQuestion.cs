namespace Kotwal.City.Audit.Endpoints;

/// <summary>The filter as an address says it.</summary>
/// <param name="Actor">The whole name of who did it.</param>
/// <param name="Action">What the action begins with.</param>
/// <param name="Subject">The whole subject.</param>
/// <param name="Result">done, refused or failed.</param>
/// <param name="From">Earliest time, included.</param>
/// <param name="To">Latest time, not included.</param>
/// <param name="Text">A part of any text of the entry.</param>
internal sealed record AuditQuestion(
    string? Actor, string? Action, string? Subject, string? Result, DateTimeOffset? From, DateTimeOffset? To, string? Text)
{
    /// <summary>What is wrong with it, in a sentence; null when it can be asked.</summary>
    internal string? TryRead(out AuditFilter filter)
    {
        filter = new AuditFilter { Actor = Actor, Action = Action, Subject = Subject, From = From, To = To, Text = Text };
        if (!string.IsNullOrEmpty(Result))
        {
            if (!AuditWords.TryRead(Result, out AuditResult result))
            {
                return $"'{Result}' is no result. Known are {AuditWords.All<AuditResult>()}.";
            }

            filter = filter with { Result = result };
        }

        return null;
    }
}
