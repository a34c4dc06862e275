namespace Kotwal.Sigma.Syntax;

/// <summary>How much of a text is accepted. Texts beyond a limit are rejected with the limit in the reason.</summary>
public sealed record SigmaLimits
{
    /// <summary>The limits that are used where none are given.</summary>
    public static SigmaLimits Default { get; } = new();

    /// <summary>Longest text, in UTF-16 units. Default 4,194,304.</summary>
    public int MaxTextLength { get; init; } = 4 * 1024 * 1024;

    /// <summary>Deepest nesting of YAML maps and lists. Default 32.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>Most YAML nodes in one text, each alias counted with all that it stands for. Default 500,000.</summary>
    public int MaxNodes { get; init; } = 500_000;

    /// <summary>Most documents in one text. Default 10,000.</summary>
    public int MaxDocuments { get; init; } = 10_000;

    /// <summary>Deepest nesting of parentheses and <c>not</c> in a condition. Default 64.</summary>
    public int MaxConditionDepth { get; init; } = 64;

    /// <summary>Longest condition, in UTF-16 units. Default 16,384.</summary>
    public int MaxConditionLength { get; init; } = 16 * 1024;

    /// <summary>Most searches, and most conditions, of one rule. Default 1,000.</summary>
    public int MaxSearches { get; init; } = 1_000;

    /// <summary>Most modifiers behind one field. Default 32.</summary>
    public int MaxModifiers { get; init; } = 32;

    /// <summary>Longest single value of a search, and longest name of a field with its modifiers, in UTF-16 units. Default 16,384.</summary>
    public int MaxValueLength { get; init; } = 16 * 1024;
}
