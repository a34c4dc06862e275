using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Conditions;

/// <summary>
/// The rule is for this log source, or for a part of it. A correlation is for those of the rules that it refers to, which may have been
/// given others meanwhile: what counts is what a rule had when the same step came to it.
/// </summary>
internal sealed class LogSourceCondition(SigmaLogSource wanted) : RuleCondition
{
    public static LogSourceCondition? Read(OptionReader options)
    {
        var wanted = new SigmaLogSource(options.Text("product"), options.Text("category"), options.Text("service"));
        if (wanted != new SigmaLogSource())
        {
            return new(wanted);
        }

        options.Notes.Faults.Add(options.Map.At, "The condition logsource needs at least one of product, category and service.");
        return null;
    }

    public override bool Holds(PipelineWork work, PipelineStep step) => work.Rule is { } rule
        ? wanted.AppliesTo(rule.LogSource)
        : work.References.Any(reference => wanted.AppliesTo(reference.LogSourceAt(step)));
}
