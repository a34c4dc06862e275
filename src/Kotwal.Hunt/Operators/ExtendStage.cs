using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Operators;

/// <summary>Adds columns; one that has the name of another takes its place.</summary>
internal sealed record ExtendStage(ImmutableArray<NamedExpression> Items) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "extend",
        "extend name = value, …",
        "Adds columns to the rows; one that has the name of another takes its place.",
        "events | extend user = tolower(user.name), day = bin(@timestamp, 1d) | summarize count() by user, day",
        tokens => new ExtendStage(NamedExpression.ReadList(tokens)));

    public override Table Apply(PlanContext context, Table input)
    {
        var columns = NamedValues.Bind(context, ref input, Items);
        return input.Extend(context, columns);
    }
}
