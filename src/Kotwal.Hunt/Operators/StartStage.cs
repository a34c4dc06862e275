using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>An operator that makes rows of nothing, and so stands first.</summary>
internal abstract record StartStage(TextSpan Span) : Stage
{
    /// <summary>Makes the rows.</summary>
    public abstract Table Open(PlanContext context);

    public override Table Apply(PlanContext context, Table input)
    {
        context.Fail(Span, "This makes rows of its own: it stands at the start.");
        return input;
    }
}

/// <summary>What such an operator makes.</summary>
internal sealed record StartSource(StartStage Stage) : Source
{
    public override Table Open(PlanContext context) => Stage.Open(context);
}
