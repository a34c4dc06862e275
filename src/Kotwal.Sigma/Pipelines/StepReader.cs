using Kotwal.Sigma.Pipelines.Conditions;
using Kotwal.Sigma.Pipelines.Transformations;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines;

/// <summary>Reads one step of a pipeline: its transformation with its options, and its conditions.</summary>
internal sealed class StepReader(PipelineNotes notes)
{
    public PipelineStep? Read(YamlNode node)
    {
        if (node is not YamlMap map || map.Find("type") is not { Value: YamlScalar type })
        {
            notes.Faults.Add(node.At, "A step of a pipeline must be a map with the 'type' of its transformation.");
            return null;
        }

        if (!TransformationTypes.Known.TryGetValue(type.Text, out var make))
        {
            notes.Faults.Add(type.At, TransformationTypes.ReasonWhyUnknown(type.Text));
            return null;
        }

        var options = new OptionReader(map, type.Text, notes);
        options.Find("type");
        var step = ReadConditions(options, make(options));
        options.RejectOthers();
        return step;
    }

    private PipelineStep? ReadConditions(OptionReader options, Transformation? transformation)
    {
        var sets = new ConditionSetReader(options);
        var rule = sets.Read("rule", RuleConditions.Known);
        var item = sets.Read("detection_item", ItemConditions.Known);
        var field = sets.Read("field_name", FieldConditions.Known);
        var id = options.Text("id");
        if (id is not null)
        {
            notes.Declared.Add(new(PipelineMentionKind.Step, id));
        }

        if (transformation is null || rule is null || item is null || field is null)
        {
            return null;
        }

        if (!transformation.LooksAtItems && !(item.IsEmpty && field.IsEmpty))
        {
            notes.Remarks.Add(
                options.At(item.IsEmpty ? "field_name_conditions" : "detection_item_conditions"),
                $"{options.Owner} changes whole rules, so only its rule_conditions have an effect.");
        }

        return new()
        {
            Id = id,
            Where = $"{notes.Path}:{options.Map.At.Line}:{options.Map.At.Column}",
            Transformation = transformation,
            RuleConditions = rule,
            ItemConditions = item,
            FieldConditions = field,
        };
    }
}
