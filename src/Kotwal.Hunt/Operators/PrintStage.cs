using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>One row of values.</summary>
internal sealed record PrintStage(ImmutableArray<NamedExpression> Items, TextSpan Span) : StartStage(Span)
{
    public static PipeOperator Operator { get; } = new(
        "print",
        "print [name =] value, …",
        "One row of values, without any event; stands at the start.",
        "print two = 1 + 1, day = startofday(now()), name = tolower('ASHA')",
        tokens =>
        {
            var start = tokens.Current.Span;
            return new PrintStage(NamedExpression.ReadList(tokens), start);
        });

    public override Table Open(PlanContext context)
    {
        var none = Table.Of(context.Schema.Events).Only([]);
        var values = NamedValues.Bind(context, ref none, Items);
        var columns = values.Select(value => new ColumnScalar(context.NewColumn(), value.Value.Type, value.Value.IsList, Field: null)).ToImmutableArray();
        ImmutableArray<Scalar> row = [.. values.Select(value => value.Value.IsCondition ? Call.Of(Primitive.IsTrue, HuntType.Truth, value.Value) : value.Value)];
        return new Table
        {
            Relation = new Relation { Input = new ListedRows(columns, [row]) },
            Columns = [.. values.Zip(columns, (value, column) => new NamedScalar(value.Name, column))],
        };
    }
}
