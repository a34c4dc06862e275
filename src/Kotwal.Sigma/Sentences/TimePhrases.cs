using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Sentences;

/// <summary>Words for comparisons of numbers and of parts of times.</summary>
internal static class TimePhrases
{
    public static bool IsPart(SigmaModifier modifier) =>
        modifier is SigmaModifier.Minute or SigmaModifier.Hour or SigmaModifier.Day or SigmaModifier.Week or SigmaModifier.Month or SigmaModifier.Year;

    public static bool IsOrder(SigmaModifier modifier) =>
        modifier is SigmaModifier.Gt or SigmaModifier.Gte or SigmaModifier.Lt or SigmaModifier.Lte;

    public static string NameOf(SigmaModifier part) => part == SigmaModifier.Week ? "ISO week" : SigmaModifierNames.Of(part);

    /// <summary>The last modifier decides, as it does when rules are compiled.</summary>
    public static Phrase Order(ImmutableArray<SigmaModifier> modifiers) => modifiers.LastOrDefault(IsOrder) switch
    {
        SigmaModifier.Gt => new("is greater than", "is not greater than"),
        SigmaModifier.Gte => new("is at least", "is not at least"),
        SigmaModifier.Lt => new("is less than", "is not less than"),
        SigmaModifier.Lte => new("is at most", "is not at most"),
        _ => Phrases.Is,
    };
}
