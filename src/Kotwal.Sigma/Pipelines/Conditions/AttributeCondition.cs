using System.Collections.Immutable;
using System.Globalization;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Conditions;

/// <summary>An attribute of the rule stands so to a value. A rule without the attribute satisfies only <c>ne</c> and <c>not_in</c>.</summary>
internal sealed class AttributeCondition(string attribute, SigmaLiteral wanted, string word) : RuleCondition
{
    private static readonly string[] Equality = ["eq", "ne"];
    private static readonly string[] Membership = ["in", "not_in"];

    private static readonly ImmutableDictionary<string, Func<SigmaMetadata, string?>> Texts = new Dictionary<string, Func<SigmaMetadata, string?>>
    {
        ["title"] = about => about.Title,
        ["id"] = about => about.Id,
        ["name"] = about => about.Name,
        ["description"] = about => about.Description,
        ["author"] = about => about.Author,
        ["license"] = about => about.License,
        ["taxonomy"] = about => about.Taxonomy,
    }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<string, Func<SigmaMetadata, ImmutableArray<string>>> Lists = new Dictionary<string, Func<SigmaMetadata, ImmutableArray<string>>>
    {
        ["references"] = about => about.References,
        ["tags"] = about => about.Tags,
        ["fields"] = about => about.Fields,
        ["falsepositives"] = about => about.FalsePositives,
        ["scope"] = about => about.Scope,
    }.ToImmutableDictionary();

    /// <summary>What has an order, as a number; null when the text is none of it. A status is more the riper it is.</summary>
    private static readonly ImmutableDictionary<string, (Func<SigmaMetadata, long?> Of, Func<string, long?> Read)> Orders = new Dictionary<string, (Func<SigmaMetadata, long?> Of, Func<string, long?> Read)>
    {
        ["level"] = (about => (long?)about.Level, text => (long?)Named<SigmaLevel>(text)),
        ["status"] = (about => -(long?)about.Status, text => -(long?)Named<SigmaStatus>(text)),
        ["date"] = (about => DayOf(about.Date), DayOf),
        ["modified"] = (about => DayOf(about.Modified), DayOf),
    }.ToImmutableDictionary();

    public static AttributeCondition? Read(OptionReader options)
    {
        var (attribute, wanted) = (options.Needed("attribute"), options.Literal("value"));
        if (options.OneOf("op", "eq", [.. Comparison.Words, .. Membership]) is not { } word || attribute is null || wanted is null)
        {
            return null;
        }

        var fitting = Lists.ContainsKey(attribute) ? Membership : Texts.ContainsKey(attribute) ? Equality : Comparison.Words;
        if (!fitting.Contains(word))
        {
            return options.Fault<AttributeCondition>("op", $"must be {OptionReader.Join(fitting)} for the attribute '{attribute}', not '{word}'");
        }

        if (Orders.TryGetValue(attribute, out var order))
        {
            return order.Read(wanted.ToString()!) is null ? options.Fault<AttributeCondition>("value", $"is no {attribute}: '{wanted}'") : new(attribute, wanted, word);
        }

        if (!Texts.ContainsKey(attribute) && !Lists.ContainsKey(attribute))
        {
            options.Notes.Mention(PipelineMentionKind.Attribute, attribute, options.At("attribute"));
        }

        return new(attribute, wanted, word);
    }

    public override bool Holds(PipelineWork work, PipelineStep step)
    {
        var about = work.Document.Metadata;
        if (Lists.TryGetValue(attribute, out var list))
        {
            return list(about).Contains(wanted.ToString()!) == (word == "in");
        }

        if (Texts.TryGetValue(attribute, out var text))
        {
            return (text(about) == wanted.ToString()) == (word == "eq");
        }

        if (Orders.TryGetValue(attribute, out var order))
        {
            return order.Of(about) is { } value ? Comparison.Holds(word, value.CompareTo(order.Read(wanted.ToString()!)!.Value)) : word == "ne";
        }

        return work.Attributes.TryGetValue(attribute, out var own) ? Comparison.Holds(word, own, wanted) : word == "ne";
    }

    private static T? Named<T>(string text)
        where T : struct, Enum => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => text.Equals(value.ToString(), StringComparison.OrdinalIgnoreCase));

    private static long? DayOf(string? text) =>
        DateOnly.TryParseExact(text?.Replace('/', '-'), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.DayNumber : null;
}
