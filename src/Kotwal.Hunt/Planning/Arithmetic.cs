using System.Globalization;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Planning;

/// <summary>
/// Sums and products of numbers, times and durations. Whole numbers divide to a whole number, and a division by zero or a
/// number beyond 64 bits is NULL.
/// </summary>
internal static class Arithmetic
{
    public static Scalar Combine(PlanContext context, char symbol, Scalar left, Scalar right, TextSpan span)
    {
        var (a, b) = (Conversion.ToItem(left), Conversion.ToItem(right));
        return (a.Type, symbol, b.Type) switch
        {
            (HuntType.Time, '-', HuntType.Time) => Fold(a, b, HuntType.Duration, -1)
                ?? Call.Of(Primitive.TimeBetween, HuntType.Duration, a, b),
            (HuntType.Time, '+', HuntType.Duration) => Fold(a, b, HuntType.Time, 1) ?? Call.Of(Primitive.AddTime, HuntType.Time, a, b),
            (HuntType.Duration, '+', HuntType.Time) => Fold(b, a, HuntType.Time, 1) ?? Call.Of(Primitive.AddTime, HuntType.Time, b, a),
            (HuntType.Time, '-', HuntType.Duration) => Fold(a, b, HuntType.Time, -1)
                ?? Call.Of(Primitive.SubtractTime, HuntType.Time, a, b),
            (HuntType.Duration, '+' or '-', HuntType.Duration) => Fold(a, b, HuntType.Duration, symbol == '+' ? 1 : -1)
                ?? Call.Of(symbol == '+' ? Primitive.Add : Primitive.Subtract, HuntType.Duration, a, b),
            (HuntType.Duration, '/', HuntType.Duration) => Call.Of(Primitive.Divide, HuntType.Fraction, a, b),
            (HuntType.Duration, '*', HuntType.Whole or HuntType.Fraction) => Times(a, b),
            (HuntType.Whole or HuntType.Fraction, '*', HuntType.Duration) => Times(b, a),
            (HuntType.Duration, '/', HuntType.Whole) => Call.Of(Primitive.WholeDivide, HuntType.Duration, a, b),
            _ => CombineNumbers(context, symbol, a, b, span),
        };
    }

    private static Scalar Times(Scalar duration, Scalar number)
    {
        if (duration is ConstantScalar { Value: long length } && number is ConstantScalar { Value: var known })
        {
            var product = length * Convert.ToDouble(known, CultureInfo.InvariantCulture);
            return new ConstantScalar((long)Math.Clamp(product, long.MinValue / 2, long.MaxValue / 2), HuntType.Duration);
        }

        return number.Type == HuntType.Whole
            ? Call.Of(Primitive.Multiply, HuntType.Duration, duration, number)
            : Call.Of(Primitive.WholeOfNumber, HuntType.Duration, Call.Of(Primitive.Multiply, HuntType.Fraction, duration, number));
    }

    private static Scalar CombineNumbers(PlanContext context, char symbol, Scalar left, Scalar right, TextSpan span)
    {
        if (Conversion.ToNumber(left) is not { } a || Conversion.ToNumber(right) is not { } b)
        {
            var hint = symbol == '+' && (left.IsText || right.IsText) ? " Use strcat() to join texts." : "";
            return context.Fail(span, $"Cannot use '{symbol}' between {TypeNames.Of(left)} and {TypeNames.Of(right)}.{hint}");
        }

        var type = a.Type == HuntType.Whole && b.Type == HuntType.Whole ? HuntType.Whole : HuntType.Fraction;
        var primitive = symbol switch
        {
            '+' => Primitive.Add,
            '-' => Primitive.Subtract,
            '*' => Primitive.Multiply,
            '%' => Primitive.Remainder,
            _ => type == HuntType.Whole ? Primitive.WholeDivide : Primitive.Divide,
        };
        return Call.Of(primitive, type, a, b);
    }

    // Known times are computed here, so that bounds of time are known before anything is read.
    private static ConstantScalar? Fold(Scalar left, Scalar right, HuntType type, int sign)
    {
        if (left is not ConstantScalar { Value: long a } || right is not ConstantScalar { Value: long b })
        {
            return null;
        }

        var sum = (Int128)a + (sign * (Int128)b);
        var (least, most) = type == HuntType.Time
            ? (TimeText.ToMicroseconds(DateTimeOffset.MinValue), TimeText.ToMicroseconds(DateTimeOffset.MaxValue))
            : (long.MinValue / 2, long.MaxValue / 2);
        return new ConstantScalar((long)Int128.Clamp(sum, least, most), type);
    }
}
