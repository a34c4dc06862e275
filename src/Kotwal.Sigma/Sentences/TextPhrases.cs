using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Sentences;

/// <summary>Words for comparisons of texts: a star at an end is the same as the modifier that puts it there.</summary>
internal static class TextPhrases
{
    private static readonly SigmaPatternPart Run = new(SigmaPatternPartKind.AnyRun, "");

    /// <summary>True for modifiers that make a number a text.</summary>
    public static bool IsText(SigmaModifier modifier) => modifier is not (SigmaModifier.All or SigmaModifier.Neq or SigmaModifier.Cased);

    /// <summary>The words, and the text or pattern that follows them; null when nothing does.</summary>
    public static (Phrase Phrase, string? Pattern) Of(SigmaSearchItem item, string text)
    {
        var parts = Placed(item, SigmaPattern.Parse(text).Parts);
        var encoding = EncodingOf(item.Modifiers);
        if (parts.All(part => part.Kind == SigmaPatternPartKind.AnyRun))
        {
            return (parts.IsEmpty ? Phrases.Empty : Phrases.NotNull, null);
        }

        var isOpenBefore = parts[0] == Run;
        var isOpenBehind = parts[^1] == Run;
        var inner = parts[(isOpenBefore ? 1 : 0)..(isOpenBehind ? ^1 : ^0)];
        return inner is [{ Kind: SigmaPatternPartKind.Text } only]
            ? (Plain(isOpenBefore, isOpenBehind, encoding), only.Text)
            : (Match(isOpenBefore, isOpenBehind, encoding), PatternText.Of(inner));
    }

    private static ImmutableArray<SigmaPatternPart> Placed(SigmaSearchItem item, ImmutableArray<SigmaPatternPart> parts)
    {
        var isAnywhere = item.Modifiers.Contains(SigmaModifier.Contains);
        var isFirst = item.Modifiers.Contains(SigmaModifier.StartsWith);
        var isLast = item.Modifiers.Contains(SigmaModifier.EndsWith);
        isAnywhere |= item.Field is null && !isFirst && !isLast;
        var placed = ImmutableArray.CreateBuilder<SigmaPatternPart>();
        foreach (var part in (IEnumerable<SigmaPatternPart>)[.. isAnywhere || isLast ? [Run] : (SigmaPatternPart[])[], .. parts, .. isAnywhere || isFirst ? [Run] : (SigmaPatternPart[])[]])
        {
            if (part != Run || placed.Count == 0 || placed[^1] != Run)
            {
                placed.Add(part);
            }
        }

        return placed.ToImmutable();
    }

    private static Phrase Plain(bool isOpenBefore, bool isOpenBehind, string encoding) => (isOpenBefore, isOpenBehind) switch
    {
        (true, true) => new($"contains{encoding}", $"does not contain{encoding}"),
        (true, false) => new($"ends with{encoding}", $"does not end with{encoding}"),
        (false, true) => new($"starts with{encoding}", $"does not start with{encoding}"),
        _ => new($"is{encoding}", $"is not{encoding}"),
    };

    private static Phrase Match(bool isOpenBefore, bool isOpenBehind, string encoding) => (isOpenBefore, isOpenBehind) switch
    {
        (true, true) => new($"contains a match of{encoding}", $"does not contain a match of{encoding}"),
        (true, false) => new($"ends with a match of{encoding}", $"does not end with a match of{encoding}"),
        (false, true) => new($"starts with a match of{encoding}", $"does not start with a match of{encoding}"),
        _ => new($"matches{encoding}", $"does not match{encoding}"),
    };

    /// <summary>Encodings from the outermost, which was applied last, to the innermost.</summary>
    private static string EncodingOf(ImmutableArray<SigmaModifier> modifiers) => string.Concat(modifiers.Reverse().Select(modifier => modifier switch
    {
        SigmaModifier.Base64 => " the Base64 form of",
        SigmaModifier.Base64Offset => " the Base64 form, at any offset, of",
        SigmaModifier.Utf16 => " the UTF-16 form, with byte order mark, of",
        SigmaModifier.Utf16Be => " the UTF-16BE form of",
        SigmaModifier.Utf16Le or SigmaModifier.Wide => " the UTF-16LE form of",
        _ => "",
    }));
}
