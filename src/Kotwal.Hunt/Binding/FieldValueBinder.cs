using System.Globalization;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Binding;

/// <summary>The meaning of <c>field:value</c> by the field's type. Texts compare whatever their case.</summary>
internal static class FieldValueBinder
{
    public static Scalar Bind(PlanContext context, Scalar field, SearchValue value) =>
        Call.Any(context, field, item => item.Type switch
        {
            HuntType.Whole or HuntType.Fraction => BindNumber(context, item, value),
            HuntType.Truth => BindTruth(context, item, value),
            HuntType.Time => BindTime(context, item, value),
            HuntType.Duration => context.Fail(value.ValueSpan, "A duration is compared in where."),
            HuntType.Text => PhraseMatch.Words(context, item, value.Value),
            HuntType.Ip => BindAddress(context, item, value),
            HuntType.Open when AddressRange.TryReadCidr(value.Value) is { } && !value.IsQuoted => Call.Or(
                BindText(item, value.Value), BindAddress(context, item, value)),
            HuntType.Document => BindText(Conversion.ToItem(item), value.Value),
            _ => BindText(item, value.Value),
        });

    private static Scalar BindText(Scalar item, string value) =>
        Call.Condition(Primitive.Equal, Call.Lower(item), Call.Lower(new ConstantScalar(value, HuntType.Keyword)));

    private static Scalar BindNumber(PlanContext context, Scalar item, SearchValue value) =>
        Conversion.NumberIn(value.Value) is { } number
            ? Call.Condition(Primitive.Equal, item, number)
            : context.Fail(value.ValueSpan, $"Expected a number: '{value.Field}' holds numbers.");

    private static Scalar BindTruth(PlanContext context, Scalar item, SearchValue value) =>
        bool.TryParse(value.Value, out var truth)
            ? Call.Condition(Primitive.Equal, item, new ConstantScalar(truth, HuntType.Truth))
            : context.Fail(value.ValueSpan, $"Expected true or false for '{value.Field}'.");

    private static Scalar BindTime(PlanContext context, Scalar item, SearchValue value)
    {
        if (SearchTime.TryRead(context, value.Value) is not { } time)
        {
            return context.Fail(value.ValueSpan, $"Expected a time such as {SearchTime.Shown}.");
        }

        if (!DateOnly.TryParseExact(value.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return Call.Condition(Primitive.Equal, item, time);
        }

        var nextDay = Arithmetic.Combine(
            context, '+', time, new ConstantScalar(TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond, HuntType.Duration), value.ValueSpan);
        return Call.And(Call.Condition(Primitive.GreaterOrEqual, item, time), Call.Condition(Primitive.Less, item, nextDay));
    }

    private static Scalar BindAddress(PlanContext context, Scalar item, SearchValue value)
    {
        if (AddressRange.TryReadCidr(value.Value) is { } range)
        {
            return AddressRange.Between(context, item, range.First, range.Last);
        }

        // IPv6 has many ways to write one address; stored ones are in the short form (RFC 5952).
        var address = AddressRange.TryReadAddress(value.Value);
        return BindText(item, address?.ToString() ?? value.Value);
    }
}
