using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions over the rows of a group. All but <c>count</c> leave absent values out.</summary>
internal static class Aggregates
{
    // Longest set or list that is made, as in Kusto.
    private const long MaxItems = 1_048_576;

    public static ImmutableArray<HuntFunction> All { get; } =
    [
        Of("count()", "The number of rows.", "summarize count() by event.action", 0, 0,
            _ => Call.Of(Primitive.CountRows, HuntType.Whole)),
        Of("countif(condition)", "The number of rows where the condition is true.",
            "summarize failed = countif(event.outcome == 'failure') by user.name", 1, 1,
            call => Call.Of(Primitive.CountWhere, HuntType.Whole, call.Truth(0))),
        Of("dcount(value)", "The number of different values, exactly.", "summarize dcount(source.ip) by user.name", 1, 1,
            call => Call.Of(Primitive.CountDistinct, HuntType.Whole, call.Item(0))),
        Of("dcountif(value, condition)", "The number of different values in rows where the condition is true.",
            "summarize dcountif(source.ip, event.outcome == 'failure') by user.name", 2, 2,
            call => Call.Of(Primitive.CountDistinctWhere, HuntType.Whole, call.Item(0), call.Truth(1))),
        Of("sum(value)", "The sum of the values; of whole numbers absent beyond 64 bits.", "summarize sum(source.bytes) by source.ip", 1, 1,
            call => Sum(call, Primitive.SumWhole, Primitive.Sum)),
        Of("sumif(value, condition)", "The sum of the values in rows where the condition is true.",
            "summarize sumif(source.bytes, destination.port == 443) by source.ip", 2, 2,
            call => Sum(call, Primitive.SumWholeWhere, Primitive.SumWhere, call.Truth(1))),
        Of("avg(value)", "The mean of the values.", "summarize avg(source.bytes) by destination.port", 1, 1,
            call => Measure(call, Primitive.Average)),
        Of("stdev(value)", "The standard deviation of the values as a sample.", "summarize stdev(source.bytes) by destination.port", 1, 1,
            call => Measure(call, Primitive.Deviation)),
        Of("min(value)", "The least value.", "summarize min(@timestamp) by source.ip", 1, 1, call => Extreme(call, Primitive.Min)),
        Of("max(value)", "The greatest value.", "summarize max(@timestamp) by source.ip", 1, 1, call => Extreme(call, Primitive.Max)),
        Of("percentile(value, percent)", "The value below which that part of the values lies, interpolated.",
            "summarize percentile(source.bytes, 95) by destination.port", 2, 2, Percentile),
        Of("make_set(value, [most])", "The different values as a list, in order.", "summarize make_set(user.name, 100) by source.ip", 1, 2,
            call => Items(call, Primitive.SetOf)),
        Of("make_list(value, [most])", "The values as a list.", "summarize make_list(event.action) by user.name", 1, 2,
            call => Items(call, Primitive.ListOf)),
        Of("any(value)", "The value of any row that has one.", "summarize any(host.name) by source.ip", 1, 1,
            call => Extreme(call, Primitive.AnyValue)),
        Of("arg_max(key, value, …)", "The greatest key, and the values of its row; a star stands for all columns.",
            "summarize arg_max(@timestamp, user.name, event.action) by source.ip", 2, 64, call => Argument(call, Primitive.ArgMax)),
        Of("arg_min(key, value, …)", "The least key, and the values of its row; a star stands for all columns.",
            "summarize arg_min(@timestamp, *) by source.ip", 2, 64, call => Argument(call, Primitive.ArgMin)),
    ];

    private static HuntFunction Of(
        string signature, string meaning, string example, int fewest, int most, Func<BoundCall, Scalar> bind) =>
        new(signature, meaning, example, fewest, most, bind) { IsAggregate = true };

    private static Scalar Sum(BoundCall call, Primitive whole, Primitive fraction, params ReadOnlySpan<Scalar> condition)
    {
        if (call.Arguments[0].Type == HuntType.Duration)
        {
            return Call.Of(whole, HuntType.Duration, [call.Item(0), .. condition]);
        }

        var number = call.Number(0);
        return number.Type == HuntType.Whole
            ? Call.Of(whole, HuntType.Whole, [number, .. condition])
            : Call.Of(fraction, HuntType.Fraction, [number, .. condition]);
    }

    private static Scalar Measure(BoundCall call, Primitive primitive) => Call.Of(primitive, HuntType.Fraction, call.Number(0));

    private static Scalar Extreme(BoundCall call, Primitive primitive)
    {
        var item = call.Item(0);
        return Call.Of(primitive, item.Type, item);
    }

    private static Scalar Percentile(BoundCall call)
    {
        var percent = call.KnownNumber(1, 0, 100) ?? 0;
        return Call.Of(Primitive.Percentile, HuntType.Fraction, call.Number(0), new ConstantScalar(percent / 100, HuntType.Fraction));
    }

    private static CallScalar Items(BoundCall call, Primitive primitive)
    {
        var most = call.Count > 1 ? (long)(call.KnownNumber(1, 1, MaxItems) ?? 1) : MaxItems;
        var item = call.Item(0);
        return new CallScalar(primitive, [item, new ConstantScalar(most, HuntType.Whole)], item.Type, IsList: true);
    }

    // One value; a summarize that has the call to itself makes a column of each value.
    private static Scalar Argument(BoundCall call, Primitive primitive)
    {
        if (call.Count != 2)
        {
            return call.Fail(1, "one value, as the call is part of an expression");
        }

        return new CallScalar(primitive, [call.Arguments[1], call.Item(0)], call.Arguments[1].Type, call.Arguments[1].IsList);
    }
}
