using System.Collections.Immutable;
using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

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

        var columns = added.ToImmutable();
        var table = input.Compute(context, ref columns);
        var kept = table.Columns.ToBuilder();
        foreach (var column in columns)
        {
            Put(kept, column);
        }

        if (kept.Count > Table.MaxColumns)
        {
            context.Fail(new TextSpan(0, 0), $"Too many columns: at most {Table.MaxColumns}.");
        }

        return table with { Columns = kept.ToImmutable(), Gone = table.Gone.Except(names) };
    }

    private static void Put(ImmutableArray<NamedScalar>.Builder columns, NamedScalar column)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name == column.Name)
            {
                columns[i] = column;
                return;
            }
        }

        columns.Add(column);
    }
}
