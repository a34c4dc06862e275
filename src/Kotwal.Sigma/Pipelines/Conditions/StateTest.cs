using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Conditions;

/// <summary>What <c>set_state</c> must have set; what was never set satisfies nothing.</summary>
internal sealed record StateTest(string Key, SigmaLiteral Wanted, string Operator)
{
    public static StateTest? Read(OptionReader options)
    {
        var (key, wanted) = (options.Needed("key"), options.Literal("val"));
        if (options.OneOf("op", "eq", Comparison.Words) is not { } word || key is null || wanted is null)
        {
            return null;
        }

        options.Notes.Mention(PipelineMentionKind.State, key, options.At("key"));
        return new(key, wanted, word);
    }

    public bool Holds(PipelineWork work) => work.State.TryGetValue(Key, out var value) && Comparison.Holds(Operator, value, Wanted);
}
