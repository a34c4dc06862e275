using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions of time, and <c>bin</c>, which also rounds numbers.</summary>
internal static class TimeFunctions
{
    public static ImmutableArray<HuntFunction> All { get; } =
    [
        new("now()", "The time at which the hunt runs.", "where @timestamp <= now()", 0, 0, call => call.Context.Now),
        new("ago(duration)", "The time that long before the hunt runs.", "where @timestamp > ago(15m)", 1, 1, Ago),
        new("bin(value, size)", "The value rounded down to a multiple of the size: a time to a duration, counted from the year 1 (7d begins on Mondays), a number to a number.",
            "summarize n = count() by bin(@timestamp, 1h)", 2, 2, Bin),
        new("floor(value, size)", "The same as bin.", "summarize n = count() by floor(@timestamp, 1d)", 2, 2, Bin),
    ];

    private static Scalar Ago(BoundCall call) => call.KnownDuration(0) is { } duration
        ? Arithmetic.Combine(call.Context, '-', call.Context.Now, new ConstantScalar(duration, HuntType.Duration), call.Span)
        : call.Context.Now;

    private static Scalar Bin(BoundCall call)
    {
        var value = call.Item(0);
        if (value.Type is HuntType.Time or HuntType.Duration)
        {
            var size = call.KnownDuration(1) ?? 1;
            var floor = value.Type == HuntType.Time ? Primitive.FloorTime : Primitive.FloorWhole;
            return value is ConstantScalar { Value: long known } && size > 0
                ? new ConstantScalar(Floor(known, size, value.Type), value.Type)
                : size > 0
                ? Call.Of(floor, value.Type, value, new ConstantScalar(size, HuntType.Whole))
                : call.Fail(1, "a duration longer than zero");
        }

        if (call.Arguments[1].Type == HuntType.Duration)
        {
            return call.Fail(0, "a time");
        }

        var number = call.Number(0);
        if (call.KnownNumber(1, double.Epsilon, double.MaxValue) is null)
        {
            return number;
        }

        return number.Type == HuntType.Whole && call.Arguments[1].Type == HuntType.Whole
            ? Call.Of(Primitive.FloorWhole, HuntType.Whole, number, call.Arguments[1])
            : Call.Of(Primitive.FloorFraction, HuntType.Fraction, number, call.Arguments[1]);
    }

    // Times count from the year 1, as in Kusto.
    private static long Floor(long value, long size, HuntType type)
    {
        var since = value - (type == HuntType.Time ? TimeText.ToMicroseconds(DateTimeOffset.MinValue) : 0);
        return value - (((since % size) + size) % size);
    }
}
