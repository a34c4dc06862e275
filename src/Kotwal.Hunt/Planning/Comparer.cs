using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Planning;

/// <summary>
/// Compares two values of any types. Numbers compare as numbers where both sides can be read as such and at least one is one by
/// its type; times likewise; a list stands for any of its items.
/// </summary>
internal static class Comparer
{
    // Up to here each whole number has a floating-point number of its own.
    private const long MaxExact = 1L << 53;

    public static Scalar Compare(
        PlanContext context, Primitive comparison, Scalar left, Scalar right, bool ignoresCase, TextSpan span)
    {
        if (left.Type == HuntType.Map || right.Type == HuntType.Map)
        {
            return context.Fail(span, "A map cannot be compared; name one of its fields.");
        }

        return Call.Any(context, left, l => Call.Any(context, right, r => CompareItems(context, comparison, l, r, ignoresCase, span)));
    }

    private static Scalar CompareItems(
        PlanContext context, Primitive comparison, Scalar left, Scalar right, bool ignoresCase, TextSpan span)
    {
        var (a, b) = comparison == Primitive.Equal && AlignLarge(Plain(left), Plain(right)) is { } whole ? whole : Align(Plain(left), Plain(right));
        if (a is null || b is null)
        {
            return context.Fail(span, $"Cannot compare {TypeNames.Of(left)} with {TypeNames.Of(right)}; expected {TypeNames.Wanted(left, right)}.");
        }

        return ignoresCase && a.IsText && b.IsText
            ? Call.Condition(comparison, Call.Lower(a), Call.Lower(b))
            : Call.Condition(comparison, a, b);
    }

    // Text is read as a floating-point number, and several large whole numbers are one and the same there.
    private static (Scalar? Left, Scalar? Right)? AlignLarge(Scalar left, Scalar right) => (left, right) switch
    {
        ({ IsText: true }, ConstantScalar { Value: long number }) when right.Type == HuntType.Whole && IsLarge(number) => (Conversion.ToWhole(left), right),
        (ConstantScalar { Value: long number }, { IsText: true }) when left.Type == HuntType.Whole && IsLarge(number) => (left, Conversion.ToWhole(right)),
        _ => null,
    };

    private static bool IsLarge(long number) => number is > MaxExact or < -MaxExact;

    // A document is compared as what it holds.
    private static Scalar Plain(Scalar value) => value.Type == HuntType.Document ? Conversion.ToItem(value) : value;

    /// <summary>Both values in a type in which they can be compared; null for one that cannot be brought there.</summary>
    public static (Scalar? Left, Scalar? Right) Align(Scalar left, Scalar right)
    {
        if (left.Type == HuntType.Time || right.Type == HuntType.Time)
        {
            return (Conversion.ToTime(left), Conversion.ToTime(right));
        }

        if (left.Type == HuntType.Duration || right.Type == HuntType.Duration)
        {
            return (left.Type == HuntType.Duration ? left : null, right.Type == HuntType.Duration ? right : null);
        }

        if (left.IsNumber || right.IsNumber)
        {
            return (Conversion.ToNumber(left), Conversion.ToNumber(right));
        }

        return left.Type == HuntType.Truth || right.Type == HuntType.Truth
            ? (Conversion.ToTruth(left), Conversion.ToTruth(right))
            : (left, right);
    }
}
