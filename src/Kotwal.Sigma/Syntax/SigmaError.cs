namespace Kotwal.Sigma.Syntax;

/// <summary>Why a rule was not accepted. Bad rules are ordinary here, so this is a value and no exception.</summary>
/// <param name="Path">File the text came from; null when it came from none.</param>
/// <param name="Line">Line at which reading stopped, from one.</param>
/// <param name="Column">Column at which reading stopped, from one.</param>
/// <param name="Reason">What is wrong and, where there is one, the way out; a sentence for the rule's author.</param>
public sealed record SigmaError(string? Path, int Line, int Column, string Reason)
{
    private const int LongestReason = 600;

    // Reasons quote names, and whoever writes the text decides how long those are.
    internal SigmaError(string? path, SourcePosition at, string reason)
        : this(path, at.Line, at.Column, reason.Length <= LongestReason ? reason : string.Concat(reason.AsSpan(0, LongestReason - 3), "..."))
    {
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path ?? "rule"}:{Line}:{Column}: {Reason}";
}
