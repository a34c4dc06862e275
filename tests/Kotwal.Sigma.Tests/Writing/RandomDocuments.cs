using System.Collections.Immutable;
using CsCheck;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Writing;

/// <summary>What documents say about themselves, and correlations, at random; made of what YAML could take for something else.</summary>
internal static class RandomDocuments
{
    private static readonly string[] Pieces =
    [
        "a", "B ", " ", "'", "\"", "\\", "\n", "\n\n", "\r\n", "\t", "#", " #", ":", ": ", "-", "- ", "--- ", "...", "*", "&", "!", "|", ">", "%", "@", "`", "?", ",", "[", "]", "{", "}", "=", "<<",
        "null", "~", "true", "Yes", "off", "y", "1", "0x1F", "0o17", "1_000", "1:30", ".inf", "1e5", "+", ".", "2024-05-06", "é", "中文", "😀", "\0", "\u0085", "\u2028", "\uFEFF", "\u200E", "\x7f", "key: value", "a # b",
    ];

    /// <summary>A text that is not empty.</summary>
    public static readonly Gen<string> Text = Gen.OneOf(Pieces).Array[1, 5].Select(string.Concat);

    private static readonly Gen<string?> Maybe = Gen.Select(Gen.Bool, Text, (isThere, text) => isThere ? text : null);

    private static readonly Gen<ImmutableArray<string>> Texts = Text.Array[0, 3].Select(texts => texts.ToImmutableArray());

    public static readonly Gen<SigmaMetadata> Metadata =
        from texts in Maybe.Array[8]
        from title in Text
        from lists in Texts.Array[5]
        from level in Gen.OneOf<SigmaLevel?>(null, SigmaLevel.Informational, SigmaLevel.Critical)
        from status in Gen.OneOf<SigmaStatus?>(null, SigmaStatus.Stable, SigmaStatus.Unsupported)
        from related in Gen.Select(Text, Text, (id, type) => new SigmaRelation(id, type)).Array[0, 2]
        select new SigmaMetadata
        {
            Title = title,
            Id = texts[0],
            Name = texts[1],
            Description = texts[2],
            Author = texts[3],
            License = texts[4],
            Date = texts[5],
            Modified = texts[6],
            Taxonomy = texts[7],
            References = lists[0],
            FalsePositives = lists[1],
            Tags = lists[2],
            Fields = lists[3],
            Scope = lists[4],
            Level = level,
            Status = status,
            Related = [.. related],
        };

    public static readonly Gen<SigmaLogSource> LogSource =
        Gen.Select(Maybe, Maybe, Maybe, (product, category, service) => new SigmaLogSource(product, category, service)).Where(source => source != new SigmaLogSource());

    public static readonly Gen<SigmaCorrelation> Correlation =
        from about in Metadata
        from type in Gen.Enum<SigmaCorrelationType>()
        from rules in Text.Array[1, 3]
        from groups in Texts
        from minutes in Gen.OneOf(1, 30, 60, 90, 1_440, 10_080)
        from isSeconds in Gen.Bool
        from bounds in Gen.Select(Gen.Enum<SigmaBoundOperator>(), Gen.OneOf(0m, 5m, 2.5m, 1_000_000m), (bound, value) => new SigmaBound(bound, value)).Array[1, 2]
        from fields in Text.Array[1, 2]
        from aliases in Gen.Select(Text, Text, Text, (name, rule, field) => new SigmaAlias(name, rule, field)).Array[0, 3]
        from generate in Gen.Bool
        select new SigmaCorrelation
        {
            Metadata = about,
            Type = type,
            Rules = [.. rules.Distinct(StringComparer.OrdinalIgnoreCase)],
            GroupBy = groups,
            Timespan = isSeconds ? TimeSpan.FromSeconds(minutes) : TimeSpan.FromMinutes(minutes),
            Bounds = [.. bounds.DistinctBy(bound => bound.Operator)],
            ValueFields = type is SigmaCorrelationType.ValueCount or >= SigmaCorrelationType.ValueSum ? [.. fields] : [],
            Percentile = type == SigmaCorrelationType.ValuePercentile ? 99.5m : null,
            Aliases = [.. aliases.DistinctBy(alias => (alias.Name, alias.Rule)).OrderBy(alias => alias.Name, StringComparer.Ordinal)],
            Generate = generate,
        };
}
