using System.Collections.Immutable;
using System.Globalization;

namespace Kotwal.Sigma.Sentences;

/// <summary>Lists values, the first of many and how many others there are.</summary>
internal sealed class ValueList(SigmaSentenceOptions options)
{
    /// <summary>For example <c>a, b or c</c>.</summary>
    public string Of(ImmutableArray<string> values, string word)
    {
        // In place of a single value left over the value itself can stand.
        var named = options.MaxValues >= values.Length - 1 ? values.Length : Math.Max(1, options.MaxValues);
        return named == values.Length
            ? values.Length == 1 ? values[0] : $"{string.Join(", ", values.SkipLast(1))} {word} {values[^1]}"
            : $"{string.Join(", ", values.Take(named))} {word} {(values.Length - named).ToString(CultureInfo.InvariantCulture)} more";
    }

    /// <summary>Titles of the rules, where they are known.</summary>
    public string Titles(ImmutableArray<string> rules, string word) =>
        Of([.. rules.Select(rule => ValueText.Quoted(options.TitleOf(rule) ?? rule, options))], word);
}
