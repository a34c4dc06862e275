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

    /// <summary>Both arguments in one type; texts when they have none in common.</summary>
    public (Scalar Left, Scalar Right) Alike(int left, int right)
    {
        var (a, b) = (Item(left), Item(right));
        return a.Type == b.Type || (a.IsNumber && b.IsNumber) ? (a, b) : (Text(left), Text(right));
    }

    public Scalar Fail(int index, string expected) => Context.Fail(Spans[index], $"Expected {expected} here.");
}
