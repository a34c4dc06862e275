using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Operators;

/// <summary>Adds columns as extend does; rows have an order without it.</summary>
internal sealed record SerializeStage(ImmutableArray<NamedExpression> Items) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "serialize",
        "serialize [name = value, …]",
        "Adds columns as extend does; rows have an order without it, so alone it changes nothing.",
        "sshd | serialize n = row_number() | take 5",
        tokens => new SerializeStage(tokens.IsAtEndOfStage ? [] : NamedExpression.ReadList(tokens)));

    public override Table Apply(PlanContext context, Table input)
    {
        var columns = NamedValues.Bind(context, ref input, Items);
        return input.Extend(context, columns);
    }
}
