using System.Collections.Immutable;
using Kotwal.Hunt.Binding;
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
        var binder = new ExpressionBinder(context, input);
        var names = new List<string>();
        var added = ImmutableArray.CreateBuilder<NamedScalar>();
        foreach (var item in Items)
        {
            item.Check(context, names);
            var name = NamedExpression.Distinct(item.ColumnName, names);
            names.Add(name);
            added.Add(new NamedScalar(name, binder.Bind(item.Value)));
        }

        return input.Extend(context, added.ToImmutable());
    }
}
