using Kotwal.Sigma.Pipelines.Conditions;
using Kotwal.Sigma.Pipelines.Transformations;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines;

/// <summary>One entry of a pipeline's list: a transformation and the conditions under which it is applied.</summary>
internal sealed record PipelineStep
{
    public required string? Id { get; init; }

    /// <summary>File, line and column, for people.</summary>
    public required string Where { get; init; }

    public required Transformation Transformation { get; init; }

    public required ConditionSet<RuleCondition> RuleConditions { get; init; }

    public required ConditionSet<ItemCondition> ItemConditions { get; init; }

    public required ConditionSet<FieldCondition> FieldConditions { get; init; }

    public void Apply(PipelineWork work)
    {
        if (work.Error is not null)
        {
            return;
        }

        work.NoteLogSource(this);
        if (RuleConditions.Holds(condition => condition.Holds(work, this)))
        {
            Transformation.Apply(work, this);
            work.NoteApplied(this);
        }
    }

    /// <summary>True when an item is to be changed: its field, or a field that its values name, is meant.</summary>
    public bool IsFor(PipelineWork work, SigmaSearchItem item) =>
        ItemConditions.Holds(condition => condition.Holds(work, item))
        && FieldConditions.Holds(condition => condition.Holds(work, item.Field, item) || FieldNames(item).Any(name => condition.Holds(work, name, null)));

    /// <summary>True when the field of an item is meant.</summary>
    public bool IsForFieldOf(PipelineWork work, SigmaSearchItem item) => FieldConditions.Holds(condition => condition.Holds(work, item.Field, item));

    /// <summary>True when a field's name is meant that stands alone: in a list, in a value, in a correlation.</summary>
    public bool IsForName(PipelineWork work, string name) => FieldConditions.Holds(condition => condition.Holds(work, name, null));

    private static IEnumerable<string> FieldNames(SigmaSearchItem item) =>
        item.Modifiers.Contains(SigmaModifier.FieldRef) ? item.Values.Select(value => value.ToString()!) : [];

    // The conditions hold functions, which no text would say anything of.
    public bool Equals(PipelineStep? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
