using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions of numbers.</summary>
internal static class NumberFunctions
{
    private const double MaxDigits = 15;

    public static ImmutableArray<HuntFunction> All { get; } =
    [
        new("abs(number)", "The number without its sign.", "extend far = abs(source.bytes - destination.bytes) | top 10 by far", 1, 1, Abs),
        new("round(number, [digits])", "The number rounded to so many digits behind the point.",
            "summarize mean = round(avg(source.bytes), 1) by source.ip", 1, 2, Round),
        Of("ceiling(number)", "The least whole number that is not below.", "extend pages = ceiling(source.bytes / 4096.0) | summarize sum(pages)",
            Primitive.Ceiling),
        Of("sqrt(number)", "The square root; absent below zero.", "summarize spread = sqrt(avg(source.bytes)) by source.ip", Primitive.SquareRoot),
        Of("log(number)", "The natural logarithm; absent where there is none.", "extend size = log(source.bytes) | summarize max(size)",
            Primitive.NaturalLogarithm),
        Of("log10(number)", "The logarithm to ten; absent where there is none.",
            "summarize count() by size = bin(log10(source.bytes), 1)", Primitive.Logarithm10),
        Of("log2(number)", "The logarithm to two; absent where there is none.",
            "summarize count() by size = bin(log2(source.bytes), 1)", Primitive.Logarithm2),
        new("pow(number, exponent)", "The number to the power; absent beyond what a number can hold.",
            "extend square = pow(source.bytes, 2) | summarize sum(square)", 2, 2,
            call => Call.Of(Primitive.Power, HuntType.Fraction, call.Number(0), call.Number(1))),
    ];

    private static HuntFunction Of(string signature, string meaning, string example, Primitive primitive) =>
        new(signature, meaning, example, 1, 1, call => Call.Of(primitive, HuntType.Fraction, call.Number(0)));

    private static Scalar Abs(BoundCall call)
    {
        var item = call.Arguments[0].Type == HuntType.Duration ? call.Item(0) : call.Number(0);
        return Call.Of(Primitive.Absolute, item.Type, item);
    }

    private static Scalar Round(BoundCall call)
    {
        var digits = call.Count == 2 ? call.KnownNumber(1, 0, MaxDigits) ?? 0 : 0;
        return Call.Of(Primitive.Round, HuntType.Fraction, call.Number(0), new ConstantScalar((long)digits, HuntType.Whole));
    }
}
