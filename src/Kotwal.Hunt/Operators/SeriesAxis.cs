using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>The axis of a series: places from zero, one for each step from its start.</summary>
/// <param name="Value">The value of a row.</param>
/// <param name="Start">The value at place zero: a whole number; of a time, its microseconds.</param>
/// <param name="First">The earliest value wanted; null for any.</param>
/// <param name="End">The value at which the axis ends, not included; null for any.</param>
/// <param name="Step">The distance of two places.</param>
internal sealed record SeriesAxis(Scalar Value, long Start, ConstantScalar? First, ConstantScalar? End, long Step)
{
    /// <summary>Binds the axis; null, with the error noted, where it is none.</summary>
    public static SeriesAxis? Bind(PlanContext context, Table input, NamedExpression axis, SeriesRange range)
    {
        var value = Conversion.ToItem(new ExpressionBinder(context, input).Bind(axis.Value));
        var isTime = value.Type == HuntType.Time;
        if (!isTime && value.Type != HuntType.Whole)
        {
            context.Fail(axis.Value.Span, $"Expected a time or a whole number, found {TypeNames.Of(value)}.");
            return null;
        }

        var step = Known(context, input, range.Step, isTime ? HuntType.Duration : HuntType.Whole, isTime ? "a duration such as 1h" : "a whole number");
        var first = Known(context, input, range.From, value.Type, isTime ? "a time that is known before, such as ago(7d)" : "a whole number");
        var end = Known(context, input, range.To, value.Type, isTime ? "a time that is known before, such as now()" : "a whole number");
        if (step?.Value is not (long and > 0))
        {
            context.Fail(range.Step.Span, "Expected a step longer than zero.");
            return null;
        }

        var made = new SeriesAxis(value, first is null ? 0 : (long)first.Value, first, end, (long)step.Value);
        if (made.Length is { } length && (length <= 0 || length > SeriesRange.MaxSteps))
        {
            context.Fail(range.Step.Span, FormattableString.Invariant($"Expected 1 to {SeriesRange.MaxSteps} steps, found {length}."));
        }

        return context.Error is null ? made : null;
    }

    /// <summary>The place of a row.</summary>
    public Scalar Place
    {
        get
        {
            var number = Value.Type == HuntType.Time
                ? Call.Of(Primitive.TimeBetween, HuntType.Whole, Value, new ConstantScalar(Start, HuntType.Time))
                : Call.Of(Primitive.Subtract, HuntType.Whole, Value, new ConstantScalar(Start, HuntType.Whole));
            return Call.Of(Primitive.WholeDivide, HuntType.Whole, Call.Of(Primitive.FloorWhole, HuntType.Whole, number, StepScalar), StepScalar);
        }
    }

    /// <summary>How many places there are; null where the rows say it.</summary>
    private Int128? Length => First is null || End is null ? null : Int128.Max(0, ((Int128)(long)End.Value - Start + Step - 1) / Step);

    private ConstantScalar StepScalar => new(Step, HuntType.Whole);

    /// <summary>The rows whose value lies on the axis.</summary>
    public Table Bounded(Table input)
    {
        var present = input.Where(Call.Condition(Primitive.IsPresent, Value));
        var late = First is null ? present : present.Where(Call.Condition(Primitive.GreaterOrEqual, Value, First));
        return End is null ? late : late.Where(Call.Condition(Primitive.Less, Value, End));
    }

    /// <summary>All places, as a list, where the sorted list holds those that have rows.</summary>
    public Scalar Places(Scalar known)
    {
        Scalar first = First is null
            ? Call.Of(Primitive.ItemAt, HuntType.Whole, known, new ConstantScalar(1L, HuntType.Whole))
            : new ConstantScalar(0L, HuntType.Whole);
        var end = End is null
            ? Call.Of(Primitive.Add, HuntType.Whole, Call.Of(Primitive.ItemAt, HuntType.Whole, known, new ConstantScalar(-1L, HuntType.Whole)), new ConstantScalar(1L, HuntType.Whole))
            : new ConstantScalar((long)(((Int128)(long)End.Value - Start + Step - 1) / Step), HuntType.Whole);
        return new CallScalar(
            Primitive.PlacesBetween, [first, end, new ConstantScalar((long)SeriesRange.MaxSteps, HuntType.Whole)], HuntType.Whole, IsList: true);
    }

    /// <summary>The value at a place.</summary>
    public Scalar At(Scalar place)
    {
        var distance = Call.Of(Primitive.Multiply, HuntType.Whole, place, StepScalar);
        return Value.Type == HuntType.Time
            ? Call.Of(Primitive.AddTime, HuntType.Time, new ConstantScalar(Start, HuntType.Time), distance)
            : Call.Of(Primitive.Add, HuntType.Whole, new ConstantScalar(Start, HuntType.Whole), distance);
    }

    private static ConstantScalar? Known(PlanContext context, Table input, Expression? expression, HuntType type, string expected)
    {
        if (expression is null)
        {
            return null;
        }

        if (new ExpressionBinder(context, input.Only([])).Bind(expression) is ConstantScalar { Value: long } known && known.Type == type)
        {
            return known;
        }

        context.Fail(expression.Span, $"Expected {expected}.");
        return null;
    }
}
