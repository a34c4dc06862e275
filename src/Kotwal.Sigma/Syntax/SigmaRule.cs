using System.Collections.Immutable;

namespace Kotwal.Sigma.Syntax;

/// <summary>How critical a match is (Sigma rules specification, "Level").</summary>
public enum SigmaLevel : byte
{
    /// <summary>Enriches events; no alert is meant.</summary>
    Informational,

    /// <summary>Notable, rarely an incident.</summary>
    Low,

    /// <summary>To be reviewed by hand now and then.</summary>
    Medium,

    /// <summary>To be reviewed promptly.</summary>
    High,

    /// <summary>To be reviewed at once.</summary>
    Critical,
}

/// <summary>How ripe a rule is (Sigma rules specification, "Status").</summary>
public enum SigmaStatus : byte
{
    /// <summary>Fit for production.</summary>
    Stable,

    /// <summary>Mostly stable.</summary>
    Test,

    /// <summary>May give false positives.</summary>
    Experimental,

    /// <summary>Replaced or covered by another rule.</summary>
    Deprecated,

    /// <summary>Cannot be used as it stands.</summary>
    Unsupported,
}

/// <summary>Another rule that this one is related to.</summary>
/// <param name="Id">The other rule's id.</param>
/// <param name="Type">How: derived, obsolete, merged, renamed or similar.</param>
public sealed record SigmaRelation(string Id, string Type);

/// <summary>What a document says about itself. Texts are as they are written; lists may be empty.</summary>
public sealed record SigmaMetadata
{
    /// <summary>What is detected, in a few words; the name or the id where the document has no title.</summary>
    public required string Title { get; init; }

    /// <summary>Identifies the document for ever, usually a UUID; null when it has none.</summary>
    public string? Id { get; init; }

    /// <summary>The name by which correlations refer to it; null when it has none.</summary>
    public string? Name { get; init; }

    public SigmaLevel? Level { get; init; }

    public SigmaStatus? Status { get; init; }

    public string? Description { get; init; }

    public string? Author { get; init; }

    public string? License { get; init; }

    public string? Date { get; init; }

    public string? Modified { get; init; }

    public string? Taxonomy { get; init; }

    public ImmutableArray<string> References { get; init; } = [];

    public ImmutableArray<string> FalsePositives { get; init; } = [];

    public ImmutableArray<string> Tags { get; init; } = [];

    public ImmutableArray<string> Fields { get; init; } = [];

    public ImmutableArray<string> Scope { get; init; } = [];

    public ImmutableArray<SigmaRelation> Related { get; init; } = [];
}

/// <summary>A Sigma document: a rule, a correlation or a filter.</summary>
public abstract record SigmaDocument
{
    public required SigmaMetadata Metadata { get; init; }

    /// <summary>File it came from; null when it came from none.</summary>
    public string? Path { get; init; }

    /// <summary>Where the document begins.</summary>
    public SourcePosition At { get; init; }

    /// <summary>Zero-based place among the Sigma documents of its text.</summary>
    public int Ordinal { get; init; }

    /// <summary>What identifies it among others: its id, or, where it has none, its path, and behind the first document of a text also the line.</summary>
    public string Key => Metadata.Id ?? (Ordinal == 0 ? Path ?? "rule" : $"{Path ?? "rule"}:{At.Line}");
}

/// <summary>A rule about single events.</summary>
public sealed record SigmaRule : SigmaDocument
{
    public required SigmaLogSource LogSource { get; init; }

    /// <summary>What must be configured so that the log source writes the events; null when nothing is said.</summary>
    public string? LogSourceDefinition { get; init; }

    public required SigmaDetection Detection { get; init; }
}

/// <summary>The searches of a rule and the conditions over them.</summary>
/// <param name="Searches">The searches in the order in which they stand.</param>
/// <param name="Conditions">One condition, or several of which one must be true.</param>
public sealed record SigmaDetection(ImmutableArray<SigmaSearch> Searches, ImmutableArray<SigmaCondition> Conditions);
