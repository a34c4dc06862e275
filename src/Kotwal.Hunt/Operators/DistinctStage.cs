using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;

namespace Kotwal.Hunt.Operators;

/// <summary>The different combinations of values. No items stand for all columns.</summary>
internal sealed record DistinctStage(ImmutableArray<NamedExpression> Items) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "distinct", "distinct name, …", "The different combinations of the values; a star stands for all columns.",
        "sshd | distinct source.ip, user.name", Read);

    public override Table Apply(PlanContext context, Table input) => Items.IsEmpty
        ? input.Group(context, input.Columns, [], [])
        : input.Group(context, GroupKeys.Bind(context, input, Items), [], []);

    private static DistinctStage Read(TokenReader tokens) =>
        new(tokens.TryTakeSymbol("*") ? [] : NamedExpression.ReadList(tokens));
}
