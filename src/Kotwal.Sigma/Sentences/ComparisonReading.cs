using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Sentences;

/// <summary>Says how an item of a search compares its field with its values. Values that need different words become parts of their own.</summary>
internal sealed class ComparisonReading(SigmaSentenceOptions options)
{
    public Clause Read(SigmaSearchItem item)
    {
        var clause = GroupClause.Of(item.IsAll, item.Values
            .Select(value => Words(item, value))
            .GroupBy(words => words.Phrase)
            .Select(same => Comparison(item, same.Key, same.Select(words => words.Value).OfType<string>())));
        return item.IsNegated ? NotClause.Of(clause) : clause;
    }

    private static ComparisonClause Comparison(SigmaSearchItem item, Phrase phrase, IEnumerable<string> values)
    {
        var part = item.Modifiers.FirstOrDefault(TimePhrases.IsPart);
        var subject = item.Field is null ? "the event" : TimePhrases.IsPart(part) ? $"the {TimePhrases.NameOf(part)} of {item.Field}" : item.Field;
        return new(subject, item.Field == subject, phrase, [.. values], item.IsAll, SuffixOf(item));
    }

    private (Phrase Phrase, string? Value) Words(SigmaSearchItem item, SigmaLiteral value)
    {
        var modifiers = item.Modifiers;
        if (modifiers.Contains(SigmaModifier.Exists))
        {
            return (value.ToString()!.ToLowerInvariant() is "true" or "yes" ? Phrases.Present : Phrases.Absent, null);
        }

        if (modifiers.Contains(SigmaModifier.Re))
        {
            return (InEvent(item, Phrases.Regex(modifiers)), $"/{ValueText.Shown(value.ToString()!, options)}/");
        }

        if (modifiers.Contains(SigmaModifier.FieldRef))
        {
            return (Phrases.FieldReference(modifiers), value.ToString());
        }

        if (modifiers.Contains(SigmaModifier.Cidr) || modifiers.Any(TimePhrases.IsPart) || modifiers.Any(TimePhrases.IsOrder))
        {
            return (modifiers.Contains(SigmaModifier.Cidr) ? Phrases.InNetwork : TimePhrases.Order(modifiers), value.ToString());
        }

        return value switch
        {
            SigmaNull => (Phrases.Null, null),
            SigmaBoolean => (Phrases.Is, value.ToString()),
            SigmaNumber when !modifiers.Any(TextPhrases.IsText) && item.Field is not null => (Phrases.Is, value.ToString()),
            _ => TextWords(item, value.ToString()!),
        };
    }

    private (Phrase Phrase, string? Value) TextWords(SigmaSearchItem item, string text)
    {
        var (phrase, pattern) = TextPhrases.Of(item, text);
        return (InEvent(item, phrase), pattern is null ? null : ValueText.Quoted(pattern, options));
    }

    /// <summary>The event as a whole is no text: some value of it is, and denied is that any value is so.</summary>
    private static Phrase InEvent(SigmaSearchItem item, Phrase phrase) =>
        item.Field is not null || phrase.Positive.StartsWith("contains", StringComparison.Ordinal)
            ? phrase
            : new($"has a value that {phrase.Positive}", $"has no value that {phrase.Positive}");

    private static string SuffixOf(SigmaSearchItem item)
    {
        var flags = item.Modifiers.Where(modifier => modifier is SigmaModifier.I or SigmaModifier.M or SigmaModifier.S).Select(SigmaModifierNames.Of).Distinct().ToImmutableArray();
        var notes = new List<string>();
        if (flags.Length > 0)
        {
            notes.Add($"{(flags.Length == 1 ? "flag" : "flags")} {string.Join(" and ", flags)}");
        }

        if (item.Modifiers.Contains(SigmaModifier.Cased))
        {
            notes.Add("case-sensitive");
        }

        if (item.Modifiers.Contains(SigmaModifier.Windash))
        {
            notes.Add("any dash or slash");
        }

        if (item.Modifiers.Contains(SigmaModifier.Expand))
        {
            notes.Add("placeholders filled in");
        }

        return notes.Count == 0 ? "" : $" ({string.Join(", ", notes)})";
    }
}
