namespace Kotwal.City.Audit;

/// <summary>Which entries of the audit trail; what is null does not narrow. Capital and small letters are the same (ASCII).</summary>
public sealed record AuditFilter
{
    /// <summary>Longest text that is looked for, in characters; what is beyond is not looked at.</summary>
    public const int MaxText = 200;

    /// <summary>The whole name.</summary>
    public string? Actor { get; init; }

    /// <summary>What the action begins with: <c>token.</c> for all that is done with tokens.</summary>
    public string? Action { get; init; }

    /// <summary>The whole subject.</summary>
    public string? Subject { get; init; }

    public AuditResult? Result { get; init; }

    /// <summary>Earliest time, included.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Latest time, not included.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>A part of the actor, the action, the subject, the detail or the address.</summary>
    public string? Text { get; init; }

    /// <summary>The filter as the trail itself notes it; empty for all.</summary>
    public string InWords()
    {
        (string Name, string? Value)[] parts =
        [
            ("actor", Actor), ("action", Action), ("subject", Subject), ("result", Result is { } result ? AuditWords.Of(result) : null),
            ("from", From is { } from ? AuditExport.Time(from) : null), ("to", To is { } to ? AuditExport.Time(to) : null), ("text", Text),
        ];
        return string.Join(' ', parts.Where(part => !string.IsNullOrWhiteSpace(part.Value)).Select(part => $"{part.Name}={part.Value}"));
    }

    /// <summary>That somebody reads the entries.</summary>
    public Reading AsReading() => new("audit.read", InWords() is { Length: > 0 } words ? words : "all");
}
