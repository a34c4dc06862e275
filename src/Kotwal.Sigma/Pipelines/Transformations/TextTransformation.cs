using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Transformations;

/// <summary>Changes values that are texts, wildcards of the modifiers included.</summary>
internal abstract class TextTransformation : ItemTransformation
{
    /// <summary>True when a number counts as the text that stands there.</summary>
    protected virtual bool TakesNumbers => false;

    protected override SigmaSearchNode? Change(PipelineWork work, PipelineStep step, SigmaSearchItem item)
    {
        if (!TextValues.AreTexts(item))
        {
            return item;
        }

        var isChanged = false;
        var values = ImmutableArray.CreateBuilder<SigmaLiteral>();
        foreach (var value in item.Values)
        {
            var isText = value is SigmaText || (TakesNumbers && value is SigmaNumber);
            var patterns = isText && work.Error is null ? Change(work, step, value, TextValues.PatternOf(item, value)) : null;
            isChanged |= patterns is not null;
            if (patterns is null)
            {
                values.Add(TextValues.Kept(item, value));
            }
            else if (work.Spend(step, patterns.Value.Length))
            {
                values.AddRange(patterns.Value.Select(pattern => new SigmaText(pattern, value.At)));
            }
        }

        return isChanged && work.Error is null ? TextValues.With(item, values.ToImmutable()) : item;
    }

    /// <summary>The patterns that take the place of one; null when it stays.</summary>
    protected abstract ImmutableArray<string>? Change(PipelineWork work, PipelineStep step, SigmaLiteral value, SigmaPattern pattern);
}

/// <summary><c>map_string</c>: other values for values.</summary>
internal sealed class TextMapping(ImmutableDictionary<string, ImmutableArray<string>> mapping) : TextTransformation
{
    public static TextMapping? Read(OptionReader options)
    {
        if (options.Entries("mapping") is not { } map)
        {
            return null;
        }

        var mapping = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (options.TextsOf(entry.Key.Text, entry.Value) is not { } targets)
            {
                return null;
            }

            mapping[entry.Key.Text] = targets;
        }

        return new(mapping.ToImmutable());
    }

    protected override ImmutableArray<string>? Change(PipelineWork work, PipelineStep step, SigmaLiteral value, SigmaPattern pattern) =>
        mapping.TryGetValue(TextValues.Plain(pattern), out var targets) ? targets : null;
}

/// <summary><c>case</c>: another case of the letters, which matters where <c>cased</c> is.</summary>
internal sealed class TextCaseChange(Func<string, string> change) : TextTransformation
{
    public static TextCaseChange? Read(OptionReader options) => TextCase.Read(options, "method", "lower") is { } change ? new(change) : null;

    protected override ImmutableArray<string>? Change(PipelineWork work, PipelineStep step, SigmaLiteral value, SigmaPattern pattern) =>
        change(pattern.ToString()) is var changed && changed != pattern.ToString() ? [changed] : null;
}
