using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Conditions;

/// <summary>A condition on one item of a search.</summary>
internal abstract class ItemCondition
{
    public abstract bool Holds(PipelineWork work, SigmaSearchItem item);
}

/// <summary>The conditions on items by the names that files use.</summary>
internal static class ItemConditions
{
    public static ImmutableDictionary<string, Func<OptionReader, ItemCondition?>> Known { get; } = new Dictionary<string, Func<OptionReader, ItemCondition?>>
    {
        ["match_string"] = MatchString,
        ["match_value"] = options =>
        {
            var wanted = options.Literal("value");
            return ForValues(options, wanted is null ? null : (item, value) => TextValues.AreTexts(item) && TextValues.AreSame(item, value, wanted));
        },
        ["contains_wildcard"] = options => ForValues(options, (item, value) =>
            TextValues.IsText(item, value) && TextValues.PatternOf(item, value).Parts.Any(part => part.Kind != SigmaPatternPartKind.Text)),
        ["is_null"] = options => ForValues(options, (_, value) => value is SigmaNull),
        ["processing_item_applied"] = options => AppliedStep.Read(options) is { } id ? new WasAppliedToItem(id) : null,
        ["processing_state"] = options => StateTest.Read(options) is { } test ? new ItemState(test) : null,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private static ValueCondition? MatchString(OptionReader options)
    {
        var pattern = options.Needed("pattern") is { } text ? PythonRegex.Read(text, "pattern", options) : null;
        var isNegated = options.Flag("negate");
        return ForValues(options, pattern is null ? null : (item, value) =>
            (TextValues.IsText(item, value) && pattern.FitsFromStart(TextValues.Plain(TextValues.PatternOf(item, value)))) != isNegated);
    }

    private static ValueCondition? ForValues(OptionReader options, Func<SigmaSearchItem, SigmaLiteral, bool>? test) =>
        options.OneOf("cond", null, "any", "all") is { } word && test is not null ? new(test, word == "all") : null;

    private sealed class ValueCondition(Func<SigmaSearchItem, SigmaLiteral, bool> test, bool isAll) : ItemCondition
    {
        public override bool Holds(PipelineWork work, SigmaSearchItem item) =>
            isAll ? item.Values.All(value => test(item, value)) : item.Values.Any(value => test(item, value));
    }

    private sealed class WasAppliedToItem(string id) : ItemCondition
    {
        public override bool Holds(PipelineWork work, SigmaSearchItem item) => work.TraceOf(item).Ids.Contains(id);
    }

    private sealed class ItemState(StateTest test) : ItemCondition
    {
        public override bool Holds(PipelineWork work, SigmaSearchItem item) => test.Holds(work);
    }
}
