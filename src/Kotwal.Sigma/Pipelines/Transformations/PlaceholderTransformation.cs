using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Transformations;

/// <summary>
/// <c>value_placeholders</c> puts the values of variables in the place of placeholders, <c>wildcard_placeholders</c> a wildcard. Placeholders
/// that are not meant stay: a later step, or who compiles the rule, has to know them.
/// </summary>
internal sealed class PlaceholderTransformation(bool isWildcard, ImmutableArray<string>? include, ImmutableArray<string>? exclude) : ItemTransformation
{
    private const int MostVariants = 10_000;

    public static PlaceholderTransformation? Read(OptionReader options, bool isWildcard)
    {
        var (include, exclude) = (options.Texts("include"), options.Texts("exclude"));
        var (hasInclude, hasExclude) = (options.Find("include") is not null, options.Find("exclude") is not null);
        return hasInclude && hasExclude
            ? options.Fault<PlaceholderTransformation>("include", "and 'exclude' exclude each other")
            : new(isWildcard, hasInclude ? include : null, hasExclude ? exclude : null);
    }

    protected override SigmaSearchNode? Change(PipelineWork work, PipelineStep step, SigmaSearchItem item)
    {
        if (!item.Modifiers.Contains(SigmaModifier.Expand) || !PlaceholderText.Names(item).Any(IsMeant))
        {
            return item;
        }

        // Of placeholders that stay 'expand' still has to speak, and then a percent sign of a value must not look like one.
        var isLast = PlaceholderText.Names(item).All(IsMeant);
        var values = item.Values.SelectMany(value => Variants(work, step, item, value, isLast).Select(text => new SigmaText(text, value.At))).ToImmutableArray<SigmaLiteral>();
        return work.Error is not null ? item : item with { Modifiers = isLast ? item.Modifiers.Remove(SigmaModifier.Expand) : item.Modifiers, Values = values };
    }

    private bool IsMeant(string name) => (include?.Contains(name) ?? true) && !(exclude?.Contains(name) ?? false);

    private List<string> Variants(PipelineWork work, PipelineStep step, SigmaSearchItem item, SigmaLiteral value, bool isLast)
    {
        List<string> variants = [""];
        var isRegex = PlaceholderText.IsRegex(item);
        foreach (var (text, isPlaceholder) in PlaceholderText.Pieces(value.ToString()!, isRegex))
        {
            ImmutableArray<string> endings =
                !isPlaceholder ? [isLast ? text.Replace(isRegex ? "\\%" : "\\\\%", "%", StringComparison.Ordinal) : text]
                : !IsMeant(text) ? [$"%{text}%"]
                : Replacements(work, step, value, text, isRegex, isLast);
            if ((long)variants.Count * endings.Length > MostVariants)
            {
                work.Fail(step, value.At, $"The placeholders make more than {MostVariants} values of this one.");
            }

            if (work.Error is not null)
            {
                return [];
            }

            variants = [.. variants.SelectMany(_ => endings, (begin, ending) => begin + ending)];
        }

        return variants;
    }

    private ImmutableArray<string> Replacements(PipelineWork work, PipelineStep step, SigmaLiteral value, string name, bool isRegex, bool isLast)
    {
        if (isWildcard)
        {
            return [isRegex ? ".*" : "*"];
        }

        if (!work.Variables.TryGetValue(name, out var values))
        {
            work.Fail(step, value.At, $"The placeholder '%{name}%' has no values in the 'vars' of the pipelines{NearNames.Hint(name, work.Variables.Keys)}");
            return [];
        }

        return [.. values.Select(text => isRegex
            ? Regex.Escape(text).Replace("%", isLast ? "%" : "\\x25", StringComparison.Ordinal)
            : SigmaPattern.Parse(text).ToString().Replace("%", isLast ? "%" : "\\\\%", StringComparison.Ordinal))];
    }
}
