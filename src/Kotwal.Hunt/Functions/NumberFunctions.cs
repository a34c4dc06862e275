using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions of numbers and choices.</summary>
internal static class NumberFunctions
{
    public static ImmutableArray<HuntFunction> All { get; } =
    [
        new("toint(value)", "The value as a whole number, its fraction cut; absent where it is none.",
            "where toint(http.response.status_code) >= 500", 1, 1, ToWhole),
        new("tolong(value)", "The same as toint.", "extend size = tolong(file.size) | where size > 1000", 1, 1, ToWhole),
        new("todouble(value)", "The value as a floating-point number; absent where it is none.",
            "extend score = todouble(risk.score) | where score > 7.5", 1, 1,
            call => Conversion.ToNumber(call.Arguments[0]) is { } number
                ? Call.Of(Primitive.NumberOf, HuntType.Fraction, number)
                : new NullScalar(HuntType.Fraction)),
        new("iff(condition, value, other)", "The value where the condition is true, and the other elsewhere.",
            "extend size = iff(source.bytes > 1000000, 'large', 'small') | summarize count() by size", 3, 3, If),
    ];

    private static Scalar ToWhole(BoundCall call)
    {
        var item = call.Item(0);
        return item switch
        {
            { Type: HuntType.Whole } => item,
            { Type: HuntType.Fraction } => Call.Of(Primitive.WholeOfNumber, HuntType.Whole, item),
            { IsText: true } => Call.Of(Primitive.WholeOf, HuntType.Whole, item),
            { Type: HuntType.Truth } => Call.Of(
                Primitive.If, HuntType.Whole, item, new ConstantScalar(1L, HuntType.Whole), new ConstantScalar(0L, HuntType.Whole)),
            _ => new NullScalar(HuntType.Whole),
        };
    }

    private static Scalar If(BoundCall call)
    {
        var condition = call.Truth(0);
        var (value, other) = call.Alike(1, 2);
        var type = value.Type == other.Type ? value.Type : value.IsNumber ? HuntType.Fraction : HuntType.Keyword;
        return Call.Of(Primitive.If, type, condition, value, other);
    }
}
