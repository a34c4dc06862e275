using Kotwal.Sigma.Rules;

namespace Kotwal.Sigma.Pipelines;

/// <summary>Rule sets meet pipelines.</summary>
public static class RuleSetPipelines
{
    /// <summary>
    /// The same set as a pipeline makes it. Filters are put in before, since they speak of rules as they are written. Rules that the pipeline
    /// cannot be applied to are rejected, and so is what is wrong with the pipeline itself.
    /// </summary>
    public static SigmaRuleSet With(this SigmaRuleSet set, SigmaPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(pipeline);
        return new PipelineApplication(set.WithFilters(), pipeline).Apply();
    }
}
