using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Transformations;

/// <summary>One way to change a rule or a correlation.</summary>
internal abstract class Transformation
{
    /// <summary>True when conditions on items and names of fields have an effect.</summary>
    public virtual bool LooksAtItems => false;

    public abstract void Apply(PipelineWork work, PipelineStep step);
}

/// <summary>Changes the items of searches that the step's conditions let through, one by one.</summary>
internal abstract class ItemTransformation : Transformation
{
    /// <summary>Longest name or value that a pipeline may make, in UTF-16 units; what it makes longer again and again must have an end.</summary>
    protected const int LongestText = 16 * 1024;

    public override bool LooksAtItems => true;

    public override void Apply(PipelineWork work, PipelineStep step)
    {
        if (work.Rule is not { } rule)
        {
            return;
        }

        var gone = new HashSet<string>(StringComparer.Ordinal);
        var searches = new List<SigmaSearch>();
        foreach (var search in rule.Detection.Searches)
        {
            var body = search.Body.Rewrite(item => Rewrite(work, step, item));
            if (body is null)
            {
                gone.Add(search.Name);
            }
            else
            {
                searches.Add(search with { Body = body });
            }
        }

        var conditions = rule.Detection.Conditions.Select(condition => condition.Without(gone)).OfType<SigmaCondition>().ToList();
        if (conditions.Count == 0 || searches.Count == 0)
        {
            work.Fail(step, rule.At, "The pipeline drops everything that the rule looks for.");
            return;
        }

        work.Rule = rule with { Detection = new([.. searches], [.. conditions]) };
    }

    /// <summary>What becomes of an item: the same instance when nothing, null when it is dropped.</summary>
    protected abstract SigmaSearchNode? Change(PipelineWork work, PipelineStep step, SigmaSearchItem item);

    private SigmaSearchNode? Rewrite(PipelineWork work, PipelineStep step, SigmaSearchItem item)
    {
        if (work.Error is not null || !step.IsFor(work, item))
        {
            return item;
        }

        var result = Change(work, step, item);
        if (result is null || ReferenceEquals(result, item))
        {
            return result;
        }

        foreach (var made in result.Items())
        {
            if (work.Spend(step, 1 + made.Values.Length) && FaultOf(made) is { } fault)
            {
                work.Fail(step, item.At, fault);
            }
        }

        work.Trace(step, item, result);
        return result;
    }

    /// <summary>What rule files must not have, pipelines must not make either.</summary>
    private static string? FaultOf(SigmaSearchItem item)
    {
        if (item.Field?.Length > LongestText || item.Values.Any(value => value.ToString()!.Length > LongestText))
        {
            return $"The pipeline makes a text of more than {LongestText} characters.";
        }

        return item.Values.Select(value => ModifierChain.FaultOf(item.Modifiers, value, item.Field is null)).FirstOrDefault(fault => fault is not null);
    }
}
