using System.Collections.Immutable;
using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines;

/// <summary>Sends everything of a rule set through a pipeline.</summary>
internal sealed class PipelineApplication(SigmaRuleSet set, SigmaPipeline pipeline)
{
    private readonly ImmutableArray<SigmaError>.Builder rejected = ImmutableArray.CreateBuilder<SigmaError>();

    public SigmaRuleSet Apply() => set with
    {
        Rules = [.. set.Rules.Select(Apply).OfType<SigmaRule>()],
        Correlations = [.. set.Correlations.Select(Apply).OfType<SigmaCorrelation>()],
        Rejected = [.. set.Rejected, .. pipeline.Rejected, .. rejected],
    };

    private SigmaRule? Apply(SigmaRule rule) => pipeline.TryApply(rule, out var transformed, out var error) ? transformed : Reject<SigmaRule>(error);

    private SigmaCorrelation? Apply(SigmaCorrelation correlation) =>
        pipeline.TryApply(correlation, RulesOf(correlation), out var transformed, out var error) ? transformed : Reject<SigmaCorrelation>(error);

    private T? Reject<T>(SigmaError error)
        where T : class
    {
        rejected.Add(error);
        return null;
    }

    /// <summary>The rules that a correlation refers to, directly or through others.</summary>
    private List<SigmaRule> RulesOf(SigmaCorrelation correlation)
    {
        var rules = new List<SigmaRule>();
        var open = new Queue<SigmaCorrelation>([correlation]);
        var seen = new HashSet<SigmaCorrelation>(ReferenceEqualityComparer.Instance) { correlation };
        while (open.TryDequeue(out var next))
        {
            rules.AddRange(set.Rules.Where(rule => next.Rules.Any(name => IsNamed(rule, name)) && !rules.Contains(rule)));
            foreach (var inner in set.Correlations.Where(inner => next.Rules.Any(name => IsNamed(inner, name)) && seen.Add(inner)))
            {
                open.Enqueue(inner);
            }
        }

        return rules;
    }

    private static bool IsNamed(SigmaDocument document, string name) => string.Equals(document.Metadata.Id, name, StringComparison.OrdinalIgnoreCase) || document.Metadata.Name == name;
}
