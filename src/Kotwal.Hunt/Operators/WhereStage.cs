using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Keeps the rows for which the condition is true.</summary>
internal sealed record WhereStage(Expression Condition) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "where",
        "where condition",
        "Keeps the rows for which the condition is true.",
        "events | where destination.port == 22 and not (source.ip startswith '10.')",
        tokens => new WhereStage(ExpressionReader.Read(tokens)));

    public override Table Apply(PlanContext context, Table input) =>
        input.Where(new ExpressionBinder(context, input).BindCondition(Condition));
}
