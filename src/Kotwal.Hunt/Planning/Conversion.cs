using System.Globalization;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Planning;

/// <summary>Takes values from one type to another. What cannot be read becomes NULL when the hunt runs.</summary>
internal static class Conversion
{
    /// <summary>The value for use in expressions: a list as its items joined by a comma and a space, a condition as true or false.</summary>
    public static Scalar ToItem(Scalar value)
    {
        if (value.IsList)
        {
            return Call.Of(Primitive.JoinItems, HuntType.Keyword, value);
        }

        if (value.Type == HuntType.Document)
        {
            return Call.Of(Primitive.TextOfDocument, HuntType.Open, value);
        }

        return value.IsCondition ? Call.Of(Primitive.IsTrue, HuntType.Truth, value) : value;
    }

    /// <summary>The value as text.</summary>
    public static Scalar ToText(Scalar value)
    {
        var item = ToItem(value);
        return item switch
        {
            { IsText: true } => item,
            ConstantScalar { Value: long whole, Type: HuntType.Whole } =>
                new ConstantScalar(whole.ToString(CultureInfo.InvariantCulture), HuntType.Keyword),
            { Type: HuntType.Time } => Call.Of(Primitive.TextOfTime, HuntType.Keyword, item),
            { Type: HuntType.Truth } => Call.Of(Primitive.TextOfTruth, HuntType.Keyword, item),
            { Type: HuntType.Duration } => Call.Of(Primitive.TextOf, HuntType.Keyword, Call.Of(Primitive.Seconds, HuntType.Fraction, item)),
            _ => Call.Of(Primitive.TextOf, HuntType.Keyword, item),
        };
    }

    /// <summary>The value as a number: a number stays as it is, text is read, other types have none.</summary>
    public static Scalar? ToNumber(Scalar value)
    {
        var item = ToItem(value);
        return item switch
        {
            { IsNumber: true } => item,
            ConstantScalar { Value: string text } => NumberIn(text),
            { IsText: true } => Call.Of(Primitive.NumberOf, HuntType.Fraction, item),
            _ => null,
        };
    }

    /// <summary>The value as a point in time: text is read, numbers have none.</summary>
    public static Scalar? ToTime(Scalar value)
    {
        var item = ToItem(value);
        return item switch
        {
            { Type: HuntType.Time } => item,
            ConstantScalar { Value: string text } => TimeText.TryRead(text, out var time) ? new ConstantScalar(time, HuntType.Time) : null,
            { IsText: true } => Call.Of(Primitive.TimeOf, HuntType.Time, item),
            _ => null,
        };
    }

    /// <summary>The value as a truth: the texts true and false are read.</summary>
    public static Scalar? ToTruth(Scalar value) => value switch
    {
        { Type: HuntType.Truth, IsList: false } => value,
        ConstantScalar { Value: string text } => bool.TryParse(text, out var truth) ? new ConstantScalar(truth, HuntType.Truth) : null,
        { IsText: true } or { Type: HuntType.Document } => Call.Of(Primitive.TruthOf, HuntType.Truth, ToItem(value)),
        _ => null,
    };

    /// <summary>The value as a whole number, its fraction cut.</summary>
    public static Scalar ToWhole(Scalar value)
    {
        var item = ToItem(value);
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

    /// <summary>The value as a floating-point number.</summary>
    public static Scalar ToFraction(Scalar value) => ToNumber(value) is { } number
        ? Call.Of(Primitive.NumberOf, HuntType.Fraction, number)
        : new NullScalar(HuntType.Fraction);

    /// <summary>The value as a truth; NULL where it is neither true nor false. A number is true unless it is zero.</summary>
    public static Scalar ToTruthOrNull(Scalar value)
    {
        var item = ToItem(value);
        return item.IsNumber
            ? Call.Of(Primitive.IsNotZero, HuntType.Truth, item)
            : ToTruth(item) ?? new NullScalar(HuntType.Truth);
    }

    /// <summary>Names of types as Kusto has them, as an error says them.</summary>
    public const string NamedTypes = "string, long, int, double, real, bool or datetime";

    /// <summary>The value in the type of that name; null where there is no such type.</summary>
    public static Scalar? ToNamed(Scalar value, string type) => type switch
    {
        "string" => ToText(value),
        "long" or "int" => ToWhole(value),
        "double" or "real" => ToFraction(value),
        "bool" => ToTruthOrNull(value),
        "datetime" => ToTime(value) ?? new NullScalar(HuntType.Time),
        _ => null,
    };

    /// <summary>The number that a text writes, or null.</summary>
    public static ConstantScalar? NumberIn(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return new ConstantScalar(whole, HuntType.Whole);
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) && double.IsFinite(fraction)
            ? new ConstantScalar(fraction, HuntType.Fraction)
            : null;
    }
}
