using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Pipelines;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Pipelines;

/// <summary>Pipelines and rules of which only the part that a test is about is given.</summary>
internal static class PipelineCase
{
    /// <summary>A pipeline of these steps, each line as it stands below <c>transformations:</c>.</summary>
    public static SigmaPipeline Pipeline(string steps, string head = "")
    {
        var pipeline = SigmaPipeline.Read([new("some.yml", Text(steps, head))]);

        Assert.Empty(pipeline.Rejected);
        return pipeline;
    }

    public static string Text(string steps, string head = "") => $"{head}\ntransformations:\n{steps}\n";

    /// <summary>The rule that the steps make of a rule with this detection.</summary>
    public static SigmaRule Apply(string steps, string detection, string head = "") => Apply(Pipeline(steps, head), Some.Rule(detection));

    public static SigmaRule Apply(SigmaPipeline pipeline, SigmaRule rule)
    {
        Assert.True(pipeline.TryApply(rule, out var transformed, out var error), error?.ToString());
        return transformed;
    }

    /// <summary>What the steps make of a rule that looks for one item, for example <c>Image: a</c>.</summary>
    public static string ApplyToItem(string steps, string item, string head = "") =>
        Show(Apply(steps, $"selection:\n  {item.Replace("\n", "\n  ", StringComparison.Ordinal)}\ncondition: selection", head).Detection.Searches[0].Body);

    public static string ErrorOf(string steps, string detection, string head = "")
    {
        Assert.False(Pipeline(steps, head).TryApply(Some.Rule(detection), out _, out var error), "The pipeline could be applied.");
        return error.Reason;
    }

    /// <summary>What is wrong with a pipeline.</summary>
    public static SigmaError FaultOf(string text)
    {
        var pipeline = SigmaPipeline.Read([new("some.yml", text)]);

        Assert.Empty(pipeline.Names);
        return Assert.Single(pipeline.Rejected);
    }

    public static string FaultOfSteps(string steps) => FaultOf(Text(steps)).Reason;

    public static bool Matches(SigmaRule rule, params (string Field, object? Value)[] fields)
    {
        Assert.True(SigmaMatcher.TryCompile(rule, new() { Fields = (field, _) => TableEvent.HandlesOf(field) }, out var matcher, out var error), error?.ToString());
        return matcher.Matches(Some.Event(fields));
    }

    public static string Show(SigmaRule rule) =>
        string.Join("; ", rule.Detection.Searches.Select(search => $"{search.Name} = {Show(search.Body)}")) + " => " + string.Join(" / ", rule.Detection.Conditions);

    public static string Show(SigmaSearchNode node) => node switch
    {
        SigmaSearchAll all => "(" + string.Join(" & ", all.Parts.Select(Show)) + ")",
        SigmaSearchAny any => "(" + string.Join(" | ", any.Parts.Select(Show)) + ")",
        SigmaSearchItem item => $"{item.Key}: {string.Join(", ", item.Values)}",
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "There is no such node."),
    };
}
