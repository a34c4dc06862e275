using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions over the rows of a group. All but <c>count</c> leave absent values out; over no value they are what Kusto says.</summary>
internal static class Aggregates
{
    // Longest set or list that is made, as in Kusto.
    private const long MaxItems = 1_048_576;

    public static ImmutableArray<HuntFunction> All { get; } =
    [
        Of("count()", "The number of rows, also of those where a value in the parentheses is absent.", "summarize count() by event.action", 0, 1,
            _ => Call.Of(Primitive.CountRows, HuntType.Whole)),
        Of("countif(condition)", "The number of rows where the condition is true.",
            "summarize failed = countif(event.outcome == 'failure') by user.name", 1, 1,
            call => Call.Of(Primitive.CountWhere, HuntType.Whole, call.Truth(0))),
        Of("dcount(value, [accuracy])", "The number of different values; always exact, whatever the accuracy says.",
            "summarize dcount(source.ip) by user.name", 1, 2,
            call => Call.Of(Primitive.CountDistinct, HuntType.Whole, call.Item(0))),
        Of("count_distinct(value)", "The same as dcount.", "summarize count_distinct(source.ip) by user.name", 1, 1,
            call => Call.Of(Primitive.CountDistinct, HuntType.Whole, call.Item(0))),
        Of("dcountif(value, condition)", "The number of different values in rows where the condition is true.",
            "summarize dcountif(source.ip, event.outcome == 'failure') by user.name", 2, 2,
            call => Call.Of(Primitive.CountDistinctWhere, HuntType.Whole, call.Item(0), call.Truth(1))),
        Of("sum(value)", "The sum of the values, 0 where there is none; of whole numbers absent beyond 64 bits.", "summarize sum(source.bytes) by source.ip", 1, 1,
            call => Sum(call, Primitive.SumWhole, Primitive.Sum)),
        Of("sumif(value, condition)", "The sum of the values in rows where the condition is true.",
            "summarize sumif(source.bytes, destination.port == 443) by source.ip", 2, 2,
            call => Sum(call, Primitive.SumWholeWhere, Primitive.SumWhere, call.Truth(1))),
        Of("avg(value)", "The mean of the values.", "summarize avg(source.bytes) by destination.port", 1, 1,
            call => Mean(call, Primitive.Average)),
        Of("avgif(value, condition)", "The mean of the values in rows where the condition is true.",
            "summarize avgif(source.bytes, destination.port == 443) by source.ip", 2, 2, call => Mean(call, Primitive.AverageWhere, call.Truth(1))),
        Of("stdev(value)", "The standard deviation of the values as a sample; 0 of fewer than two.", "summarize stdev(source.bytes) by destination.port", 1, 1,
            call => Measure(call, Primitive.Deviation)),
        Of("stdevif(value, condition)", "The standard deviation in rows where the condition is true.",
            "summarize stdevif(source.bytes, destination.port == 443) by source.ip", 2, 2,
            call => Call.Of(Primitive.DeviationWhere, HuntType.Fraction, call.Number(0), call.Truth(1))),
        Of("variance(value)", "The variance of the values as a sample; 0 of fewer than two.", "summarize variance(source.bytes) by destination.port", 1, 1,
            call => Measure(call, Primitive.Variance)),
        Of("min(value)", "The least value.", "summarize min(@timestamp) by source.ip", 1, 1, call => Extreme(call, Primitive.Min)),
        Of("max(value)", "The greatest value.", "summarize max(@timestamp) by source.ip", 1, 1, call => Extreme(call, Primitive.Max)),
        Of("minif(value, condition)", "The least value in rows where the condition is true.",
            "summarize minif(@timestamp, event.outcome == 'failure') by source.ip", 2, 2, call => Extreme(call, Primitive.MinWhere, call.Truth(1))),
        Of("maxif(value, condition)", "The greatest value in rows where the condition is true.",
            "summarize maxif(@timestamp, event.outcome == 'failure') by source.ip", 2, 2, call => Extreme(call, Primitive.MaxWhere, call.Truth(1))),
        Of("percentile(value, percent)", "The value below which that part of the values lies, interpolated.",
            "summarize percentile(source.bytes, 95) by destination.port", 2, 2, Percentile),
        Of("percentiles(value, percent, …)", "One column for each percent, as percentile has it.",
            "summarize percentiles(source.bytes, 5, 50, 95) by destination.port", 2, 32, Percentile),
        Of("make_set(value, [most])", "The different values as a list, in order.", "summarize make_set(user.name, 100) by source.ip", 1, 2,
            call => Items(call, Primitive.SetOf)),
        Of("make_list(value, [most])", "The values as a list.", "summarize make_list(event.action) by user.name", 1, 2,
            call => Items(call, Primitive.ListOf)),
        Of("makeset(value, [most])", "The same as make_set.", "summarize makeset(user.name) by source.ip", 1, 2, call => Items(call, Primitive.SetOf)),
        Of("makelist(value, [most])", "The same as make_list.", "summarize makelist(event.action) by user.name", 1, 2,
            call => Items(call, Primitive.ListOf)),
        Of("make_set_if(value, condition, [most])", "The different values in rows where the condition is true, as a list, in order.",
            "summarize make_set_if(user.name, event.outcome == 'failure') by source.ip", 2, 3, call => ItemsWhere(call, Primitive.SetWhere)),
        Of("make_list_if(value, condition, [most])", "The values in rows where the condition is true, as a list.",
            "summarize make_list_if(event.action, event.outcome == 'failure') by user.name", 2, 3, call => ItemsWhere(call, Primitive.ListWhere)),
        Of("take_any(value)", "The value of any row that has one.", "summarize take_any(host.name) by source.ip", 1, 1,
            call => Extreme(call, Primitive.AnyValue)),
        Of("take_anyif(value, condition)", "The value of any row that has one and where the condition is true.",
            "summarize take_anyif(host.name, event.outcome == 'failure') by source.ip", 2, 2,
            call => Extreme(call, Primitive.AnyValueWhere, call.Truth(1))),
        Of("any(value)", "The same as take_any.", "summarize any(host.name) by source.ip", 1, 1,
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

    private static Scalar Mean(BoundCall call, Primitive primitive, params ReadOnlySpan<Scalar> condition) =>
        call.Arguments[0].Type == HuntType.Duration
            ? Call.Of(Primitive.WholeOfNumber, HuntType.Duration, Call.Of(primitive, HuntType.Fraction, [call.Item(0), .. condition]))
            : Call.Of(primitive, HuntType.Fraction, [call.Number(0), .. condition]);

    private static Scalar Extreme(BoundCall call, Primitive primitive, params ReadOnlySpan<Scalar> condition)
    {
        var item = call.Item(0);
        return Call.Of(primitive, item.Type, [item, .. condition]);
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

    private static CallScalar ItemsWhere(BoundCall call, Primitive primitive)
    {
        var most = call.Count > 2 ? (long)(call.KnownNumber(2, 1, MaxItems) ?? 1) : MaxItems;
        var item = call.Item(0);
        return new CallScalar(primitive, [item, new ConstantScalar(most, HuntType.Whole), call.Truth(1)], item.Type, IsList: true);
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
