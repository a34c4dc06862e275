using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Transformations;

/// <summary><c>rule_failure</c>: rules that come here cannot be used, and the pipeline says why.</summary>
internal sealed class RuleFailure(string message) : Transformation
{
    public override void Apply(PipelineWork work, PipelineStep step) => work.Fail(step, work.Document.At, message);
}

/// <summary><c>detection_item_failure</c>: rules with such an item cannot be used.</summary>
internal sealed class ItemFailure(string message) : ItemTransformation
{
    protected override SigmaSearchNode? Change(PipelineWork work, PipelineStep step, SigmaSearchItem item)
    {
        work.Fail(step, item.At, message);
        return item;
    }
}

/// <summary><c>strict_field_mapping_failure</c>: rules with a field to which no step has given a name cannot be used.</summary>
internal sealed class UnmappedFieldFailure : ItemTransformation
{
    protected override SigmaSearchNode? Change(PipelineWork work, PipelineStep step, SigmaSearchItem item)
    {
        if (item.Field is not null && !work.TraceOf(item).IsMapped)
        {
            work.Fail(step, item.At, $"No step of the pipeline maps the field '{item.Field}'.");
        }

        return item;
    }
}

/// <summary><c>drop_detection_item</c>: takes items away; a search of which nothing is left goes out of the condition.</summary>
internal sealed class DropItem : ItemTransformation
{
    protected override SigmaSearchNode? Change(PipelineWork work, PipelineStep step, SigmaSearchItem item) => null;
}
