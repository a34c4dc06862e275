using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Rows of numbers, times or durations that lie a step apart.</summary>
internal sealed record RangeStage(NameExpression Name, Expression From, Expression To, Expression Step) : StartStage(Name.Span)
{
    /// <summary>Most rows of a range.</summary>
    public const long MaxRows = 1_000_000;

    public static PipeOperator Operator { get; } = new(
        "range",
        "range name from first to last step size",
        FormattableString.Invariant($"A row for each whole number, time or duration from the first on, a step apart, the last included; stands at the start. At most {MaxRows} rows."),
        "range day from startofday(ago(7d)) to now() step 1d | extend name = format_datetime(day, 'yyyy-MM-dd')",
        Read);

    public override Table Open(PlanContext context)
    {
        var binder = new ExpressionBinder(context, Table.Of(context.Schema.Events).Only([]));
        var (from, to, step) = (binder.Bind(From), binder.Bind(To), binder.Bind(Step));
        var column = new ColumnScalar(context.NewColumn(), from.Type, IsList: false, Field: null);
        if (from.Type is not (HuntType.Whole or HuntType.Time or HuntType.Duration) || from.IsList)
        {
            context.Fail(From.Span, "Expected a whole number, a time or a duration.");
        }
        else if (to.Type != from.Type || to.IsList)
        {
            context.Fail(To.Span, "Expected a value of the same type as the first.");
        }
        else if (step is not ConstantScalar { Value: long and not 0 } || step.Type != (from.Type == HuntType.Whole ? HuntType.Whole : HuntType.Duration))
        {
            context.Fail(Step.Span, from.Type == HuntType.Whole ? "Expected a whole number that is not 0." : "Expected a duration such as 1h.");
        }

        var isDescending = step is ConstantScalar { Value: long and < 0 };
        return new Table
        {
            Relation = new Relation { Input = new SteppedRows(column, from, to, step, MaxRows) },
            Columns = [new NamedScalar(Name.Name, column)],
            Order = [new SortKey(column, isDescending, AreNullsLast: true)],
        };
    }

    private static RangeStage Read(TokenReader tokens)
    {
        var name = tokens.ExpectName("a name for the column");
        tokens.ExpectWord("from");
        var from = ExpressionReader.Read(tokens);
        tokens.ExpectWord("to");
        var to = ExpressionReader.Read(tokens);
        tokens.ExpectWord("step");
        return new RangeStage(name, from, to, ExpressionReader.Read(tokens));
    }
}
