using System.Collections.Immutable;
using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>One row for each group, with a list of one value for each step of an axis, gaps filled.</summary>
internal sealed record SeriesStage(
    ImmutableArray<(NamedExpression Value, Expression? Default)> Values, NamedExpression Axis, SeriesRange Range, ImmutableArray<NamedExpression> Keys) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "make-series",
        "make-series [name =] aggregate [default = value], … on axis [from first] [to end] step size [by value, …]",
        FormattableString.Invariant($"Groups the rows as summarize does, and makes of each group lists with one value for each step of the axis, a time or a number; ")
            + FormattableString.Invariant($"steps without rows have the default, 0 unless another is given. The end is not included; without first or end a series has the steps from its own first to its own last row. At most {SeriesRange.MaxSteps} steps."),
        "make-series n = count() on @timestamp from ago(1d) to now() step 1h by user.name",
        Read);

    public override Table Apply(PlanContext context, Table input)
    {
        var axis = SeriesAxis.Bind(context, input, Axis, Range);
        if (axis is null)
        {
            return input;
        }

        var keys = GroupKeys.Bind(context, input, Keys);
        var (grouped, names) = Grouped(context, axis.Bounded(input), keys, axis);
        if (context.Error is not null)
        {
            return input;
        }

        var places = grouped.Columns[keys.Length].Value;
        var values = grouped.Columns.Skip(keys.Length + 1).ToList();
        var lists = Gathered(context, grouped, keys.Length, [places, .. values.Select(value => value.Value)], places);
        var spread = Spread(context, lists, keys.Length, axis.Places(lists.Columns[keys.Length].Value));
        var filled = Filled(context, spread, keys.Length);
        var place = filled.Columns[keys.Length].Value;
        var defaults = Values.Select(value => value.Default is null ? null : new ExpressionBinder(context, input.Only([])).Bind(value.Default)).ToList();
        ImmutableArray<Scalar> series =
            [.. filled.Columns.Skip(keys.Length + 1).Select((value, index) => WithDefault(value.Value, defaults[index])), axis.At(place)];
        var made = Gathered(context, filled, keys.Length, series, place);
        names.Add(NamedExpression.Distinct(Axis.ColumnName, names));
        return made with { Columns = [.. made.Columns.Select((column, index) => column with { Name = names[index] })] };
    }

    // Keys, the place on the axis and the aggregates; and the names of what the stage shows.
    private (Table Table, List<string> Names) Grouped(PlanContext context, Table input, ImmutableArray<NamedScalar> keys, SeriesAxis axis)
    {
        var names = keys.Select(key => key.Name).ToList();
        var aggregates = ImmutableArray.CreateBuilder<NamedScalar>();
        var results = ImmutableArray.CreateBuilder<NamedScalar>();
        var binder = new ExpressionBinder(context, input, aggregates);
        foreach (var (value, _) in Values)
        {
            value.Check(context, names);
            names.Add(NamedExpression.Distinct(value.ColumnName, names));
            var bound = binder.Bind(value.Value);
            results.Add(new NamedScalar(names[^1], bound.IsList ? context.Fail(value.Value.Span, "Expected one value for each step, found a list.") : bound));
        }

        return (input.Group(context, keys.Add(new NamedScalar("", axis.Place)), aggregates.ToImmutable(), results.ToImmutable()), names);
    }

    private static Table Gathered(PlanContext context, Table table, int keys, ImmutableArray<Scalar> values, Scalar place)
    {
        ImmutableArray<NamedScalar> lists = [.. values.Select(value => new NamedScalar(
            context.NewColumn(), new CallScalar(Primitive.ListInOrder, [value, place], value.Type, IsList: true)))];
        return table.Group(context, [.. table.Columns.Take(keys)], lists, [.. lists.Select(list => new NamedScalar("", Table.Made(list)))]);
    }

    // One row for each place that has a value, and one without for each place of the axis.
    private static Table Spread(PlanContext context, Table lists, int keys, Scalar places)
    {
        ImmutableArray<NamedScalar> range = [new NamedScalar("", places)];
        var ranged = lists.Compute(context, ref range);
        var all = new CallScalar(Primitive.JoinLists, [lists.Columns[keys].Value, range[0].Value], HuntType.Whole, IsList: true);
        ImmutableArray<NamedScalar> rows =
        [
            new NamedScalar("", Call.Of(Primitive.Unnest, HuntType.Whole, all)),
            .. lists.Columns.Skip(keys + 1).Select(list => new NamedScalar("", Call.Of(Primitive.Unnest, list.Value.Type, list.Value))),
        ];
        var spread = ranged.Compute(context, ref rows);
        return spread with { Columns = [.. lists.Columns.Take(keys), .. rows] };
    }

    private static Table Filled(PlanContext context, Table spread, int keys)
    {
        ImmutableArray<NamedScalar> values = [.. spread.Columns.Skip(keys + 1).Select(value =>
            new NamedScalar(context.NewColumn(), Call.Of(Primitive.AnyValue, value.Value.Type, value.Value)))];
        var present = spread.Where(Call.Condition(Primitive.IsPresent, spread.Columns[keys].Value));
        return present.Group(context, [.. spread.Columns.Take(keys + 1)], values, [.. values.Select(value => new NamedScalar("", Table.Made(value)))]);
    }

    private static Scalar WithDefault(Scalar value, Scalar? given)
    {
        var filling = given ?? (value.IsNumber ? new ConstantScalar(0L, HuntType.Whole) : new NullScalar(value.Type));
        if (filling is NullScalar)
        {
            return value;
        }

        return (value.Type, filling.Type) switch
        {
            (HuntType.Whole, HuntType.Fraction) => new CallScalar(Primitive.Coalesce, [Conversion.ToFraction(value), filling], HuntType.Fraction),
            _ when value.Type == filling.Type || (value.IsNumber && filling.IsNumber) => new CallScalar(Primitive.Coalesce, [value, filling], value.Type),
            _ => new CallScalar(Primitive.Coalesce, [Conversion.ToText(value), Conversion.ToText(filling)], HuntType.Keyword),
        };
    }

    private static SeriesStage Read(TokenReader tokens)
    {
        var values = ImmutableArray.CreateBuilder<(NamedExpression Value, Expression? Default)>();
        do
        {
            var value = NamedExpression.Read(tokens);
            Expression? filling = null;
            if (tokens.TryTakeWord("default"))
            {
                tokens.ExpectSymbol("=");
                filling = ExpressionReader.Read(tokens);
            }

            values.Add((value, filling));
        }
        while (tokens.TryTakeSymbol(","));

        tokens.ExpectWord("on");
        var axis = IsNameInRange(tokens) ? new NamedExpression(null, tokens.ExpectName("the name of a column")) : NamedExpression.Read(tokens);
        var range = SeriesRange.Read(tokens);
        return new SeriesStage(values.ToImmutable(), axis, range, tokens.TryTakeWord("by") ? NamedExpression.ReadList(tokens) : []);
    }

    // In the older form "in" is no comparison.
    private static bool IsNameInRange(TokenReader tokens)
    {
        var behind = tokens.Reading.Text.AsSpan(Math.Min(tokens.Current.Span.End, tokens.Reading.Text.Length)).TrimStart();
        return tokens.Current.Kind is TokenKind.Name or TokenKind.QuotedName
            && behind.StartsWith("in", StringComparison.Ordinal) && behind[2..].TrimStart().StartsWith("range", StringComparison.Ordinal);
    }
}
