using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Conditions;

/// <summary>A condition on a whole rule or correlation.</summary>
internal abstract class RuleCondition
{
    public abstract bool Holds(PipelineWork work, PipelineStep step);
}

/// <summary>The conditions on rules by the names that files use.</summary>
internal static class RuleConditions
{
    public static ImmutableDictionary<string, Func<OptionReader, RuleCondition?>> Known { get; } = new Dictionary<string, Func<OptionReader, RuleCondition?>>
    {
        ["logsource"] = LogSourceCondition.Read,
        ["contains_field"] = options => options.Needed("field") is { } field ? new ContainsField(field) : null,
        ["contains_detection_item"] = ContainsItem.Read,
        ["is_sigma_rule"] = _ => new IsOfKind(IsRule: true),
        ["is_sigma_correlation_rule"] = _ => new IsOfKind(IsRule: false),
        ["rule_attribute"] = AttributeCondition.Read,
        ["tag"] = options => options.Needed("tag") is { } tag ? new HasTag(tag) : null,
        ["processing_item_applied"] = options => AppliedStep.Read(options) is { } id ? new WasAppliedToRule(id) : null,
        ["processing_state"] = options => StateTest.Read(options) is { } test ? new RuleState(test) : null,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private sealed class ContainsField(string field) : RuleCondition
    {
        public override bool Holds(PipelineWork work, PipelineStep step) => work.Rule?.Items().Any(item => item.Field == field) ?? false;
    }

    private sealed class IsOfKind(bool IsRule) : RuleCondition
    {
        public override bool Holds(PipelineWork work, PipelineStep step) => (work.Rule is not null) == IsRule;
    }

    private sealed class HasTag(string tag) : RuleCondition
    {
        public override bool Holds(PipelineWork work, PipelineStep step) => work.Document.Metadata.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase);
    }

    private sealed class WasAppliedToRule(string id) : RuleCondition
    {
        public override bool Holds(PipelineWork work, PipelineStep step) => work.WasApplied(id);
    }

    private sealed class RuleState(StateTest test) : RuleCondition
    {
        public override bool Holds(PipelineWork work, PipelineStep step) => test.Holds(work);
    }

    /// <summary>A field with a value, wildcards of its modifiers included: <c>Image|endswith: a.exe</c> has the value <c>*a.exe</c>.</summary>
    private sealed class ContainsItem(string field, SigmaLiteral value) : RuleCondition
    {
        public static ContainsItem? Read(OptionReader options)
        {
            var (field, value) = (options.Needed("field"), options.Literal("value"));
            return field is null || value is null ? null : new(field, value);
        }

        public override bool Holds(PipelineWork work, PipelineStep step) =>
            work.Rule?.Items().Any(item => item.Field == field && TextValues.AreTexts(item) && item.Values.Any(other => TextValues.AreSame(item, other, value))) ?? false;
    }
}
