using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Operators;

/// <summary>Keeps the columns that are named, in that order, and computes new ones.</summary>
internal sealed record ProjectStage(ImmutableArray<NamedExpression> Items) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "project",
        "project name, name = value, …",
        "Keeps only the columns that are named, in that order, and computes new ones.",
        "sshd failed | project @timestamp, source.ip, user = tolower(user.name)",
        tokens => new ProjectStage(NamedExpression.ReadList(tokens)));

    public override Table Apply(PlanContext context, Table input)
    {
        var columns = NamedValues.Bind(context, ref input, Items);
        var table = input.Compute(context, ref columns);
        return table.Only(columns);
    }
}
