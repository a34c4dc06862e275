using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Sentences;

/// <summary>Words for what is no comparison of texts.</summary>
internal static class Phrases
{
    public static readonly Phrase Is = new("is", "is not");
    public static readonly Phrase Empty = new("is empty", "is not empty");
    public static readonly Phrase Null = new("is null or absent", "is present and not null");
    public static readonly Phrase NotNull = new(Null.Negative, Null.Positive);
    public static readonly Phrase Present = new("is present", "is absent");
    public static readonly Phrase Absent = new(Present.Negative, Present.Positive);
    public static readonly Phrase InNetwork = new("is in", "is not in");

    public static Phrase Regex(ImmutableArray<SigmaModifier> modifiers)
    {
        const string Expression = "the regular expression";
        return modifiers.Contains(SigmaModifier.StartsWith) && modifiers.Contains(SigmaModifier.EndsWith)
            ? new($"as a whole matches {Expression}", $"as a whole does not match {Expression}")
            : modifiers.Contains(SigmaModifier.StartsWith) ? new($"starts with a match of {Expression}", $"does not start with a match of {Expression}")
            : modifiers.Contains(SigmaModifier.EndsWith) ? new($"ends with a match of {Expression}", $"does not end with a match of {Expression}")
            : new($"matches {Expression}", $"does not match {Expression}");
    }

    public static Phrase FieldReference(ImmutableArray<SigmaModifier> modifiers)
    {
        var isFirst = modifiers.Contains(SigmaModifier.StartsWith);
        var isLast = modifiers.Contains(SigmaModifier.EndsWith);
        return modifiers.Contains(SigmaModifier.Contains) || (isFirst && isLast) ? new("contains the value of", "does not contain the value of")
            : isFirst ? new("starts with the value of", "does not start with the value of")
            : isLast ? new("ends with the value of", "does not end with the value of")
            : new("is the same as", "is not the same as");
    }
}
