using System.Collections.Immutable;
using System.Text;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines;

/// <summary>
/// Values as pipelines see them: with the wildcards that <c>contains</c>, <c>startswith</c> and <c>endswith</c> stand for. Values that
/// other modifiers make something else of (expressions, networks, encodings, other fields) are no texts.
/// </summary>
internal static class TextValues
{
    public static bool AreTexts(SigmaSearchItem item) => item.Modifiers.All(modifier =>
        IsPlacing(modifier) || modifier is SigmaModifier.All or SigmaModifier.Neq or SigmaModifier.Cased or SigmaModifier.Expand);

    public static bool IsText(SigmaSearchItem item, SigmaLiteral value) => value is SigmaText && AreTexts(item);

    public static SigmaPattern PatternOf(SigmaSearchItem item, SigmaLiteral value)
    {
        var text = value is SigmaText ? SigmaPattern.Parse(value.ToString()!).ToString() : Escape(value.ToString()!);
        var isAnywhere = item.Modifiers.Contains(SigmaModifier.Contains);
        var before = isAnywhere || item.Modifiers.Contains(SigmaModifier.EndsWith);
        var behind = isAnywhere || item.Modifiers.Contains(SigmaModifier.StartsWith);
        return Wrap(text, before, behind);
    }

    /// <summary>A pattern with wildcards before and behind it, where it has none there yet.</summary>
    public static SigmaPattern Wrap(string text, bool before, bool behind)
    {
        var pattern = before && !SigmaPattern.Parse(text).Parts.FirstOrDefault().IsRun() ? "*" + text : text;
        return SigmaPattern.Parse(behind && !SigmaPattern.Parse(pattern).Parts.LastOrDefault().IsRun() ? pattern + "*" : pattern);
    }

    /// <summary>The pattern as a text in which only wildcard signs that are meant as signs are escaped; this is what expressions are held against.</summary>
    public static string Plain(SigmaPattern pattern) => string.Concat(pattern.Parts.Select(part => part.Kind switch
    {
        SigmaPatternPartKind.AnyRun => "*",
        SigmaPatternPartKind.AnyOne => "?",
        _ => part.Text.Replace("*", "\\*", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal),
    }));

    /// <summary>A pattern that matches the text and nothing else.</summary>
    public static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);

    /// <summary>Reads a text of a pipeline, in which a backslash is itself unless a wildcard sign follows, as a pattern.</summary>
    public static string FromPlain(string text)
    {
        var pattern = new StringBuilder(text.Length);
        for (var place = 0; place < text.Length; place++)
        {
            pattern.Append(text[place]);
            if (text[place] == '\\' && !(place + 1 < text.Length && text[place + 1] is '*' or '?'))
            {
                pattern.Append('\\');
            }
            else if (text[place] == '\\')
            {
                pattern.Append(text[++place]);
            }
        }

        return pattern.ToString();
    }

    /// <summary>True when a value of an item is the value that a pipeline names: of the same type, and equal.</summary>
    public static bool AreSame(SigmaSearchItem item, SigmaLiteral value, SigmaLiteral wanted) => (value, wanted) switch
    {
        (SigmaText, SigmaText text) => PatternOf(item, value).ToString() == SigmaPattern.Parse(text.Text).ToString(),
        (SigmaNumber number, SigmaNumber other) => number.Canonical == other.Canonical,
        (SigmaBoolean truth, SigmaBoolean other) => truth.Value == other.Value,
        (SigmaNull, SigmaNull) => true,
        _ => false,
    };

    /// <summary>The item with other values, texts among them being patterns that say themselves where in the field they are looked for.</summary>
    public static SigmaSearchItem With(SigmaSearchItem item, ImmutableArray<SigmaLiteral> values) =>
        item with { Modifiers = item.Modifiers.RemoveAll(IsPlacing), Values = values };

    /// <summary>A value that is kept where others of its item change.</summary>
    public static SigmaLiteral Kept(SigmaSearchItem item, SigmaLiteral value) =>
        item.Modifiers.Any(IsPlacing) && value is SigmaText or SigmaNumber ? new SigmaText(PatternOf(item, value).ToString(), value.At) : value;

    private static bool IsRun(this SigmaPatternPart part) => part.Kind == SigmaPatternPartKind.AnyRun;

    private static bool IsPlacing(SigmaModifier modifier) => modifier is SigmaModifier.Contains or SigmaModifier.StartsWith or SigmaModifier.EndsWith;
}
