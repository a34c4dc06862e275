using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Functions;

/// <summary>A call whose arguments are bound, with the places to complain about.</summary>
internal sealed record BoundCall(
    PlanContext Context, ImmutableArray<Scalar> Arguments, ImmutableArray<TextSpan> Spans, TextSpan Span)
{
    public int Count => Arguments.Length;

    /// <summary>The argument as one value.</summary>
    public Scalar Item(int index) => Conversion.ToItem(Arguments[index]);

    public Scalar Text(int index) => Conversion.ToText(Arguments[index]);

    public Scalar Number(int index) => Conversion.ToNumber(Arguments[index]) ?? Fail(index, "a number");

    public Scalar Truth(int index) => Conversion.ToTruth(Arguments[index]) ?? Fail(index, "a condition");

    /// <summary>The microseconds of a duration that is known now; null, with the error noted, for anything else.</summary>
    public long? KnownDuration(int index)
    {
        if (Arguments[index] is ConstantScalar { Type: HuntType.Duration, Value: long microseconds })
        {
            return microseconds;
        }

        Fail(index, "a duration such as 5m");
        return null;
    }

    /// <summary>A number that is known now, between two bounds; null, with the error noted, for anything else.</summary>
    public double? KnownNumber(int index, double least, double most)
    {
        double? number = Arguments[index] switch
        {
            ConstantScalar { Type: HuntType.Whole, Value: long whole } => whole,
            ConstantScalar { Type: HuntType.Fraction, Value: double fraction } => fraction,
            _ => null,
        };
        if (number >= least && number <= most)
        {
            return number;
        }

        Fail(index, FormattableString.Invariant($"a number from {least} to {most}"));
        return null;
    }

    /// <summary>A text that is known now; null, with the error noted, for anything else.</summary>
    public string? KnownText(int index, string what)
    {
        if (Arguments[index] is ConstantScalar { Value: string text })
        {
            return text;
        }

        Fail(index, what);
        return null;
    }

    /// <summary>The argument as a whole number, its fraction cut.</summary>
    public Scalar Whole(int index) => Arguments[index] is ConstantScalar { Type: HuntType.Whole } whole
        ? whole
        : Call.Of(Primitive.WholeOfNumber, HuntType.Whole, Number(index));

    /// <summary>Arguments in one type: their own, numbers where all are, and otherwise texts.</summary>
    public (ImmutableArray<Scalar> Values, HuntType Type) Alike(ImmutableArray<int> indices)
    {
        ImmutableArray<Scalar> items = [.. indices.Select(Item)];
        var types = items.Select(item => item.Type).Distinct().ToList();
        if (types.Count == 1)
        {
            return (items, types[0]);
        }

        return types.TrueForAll(type => type is HuntType.Whole or HuntType.Fraction)
            ? (items, HuntType.Fraction)
            : ([.. indices.Select(Text)], HuntType.Keyword);
    }

    public Scalar Fail(int index, string expected) => Context.Fail(Spans[index], $"Expected {expected} here.");
}
