using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Binding;

/// <summary>
/// The meaning of <c>field:&gt;=5</c> and <c>field:[a TO b]</c> by the field's type. Text compares as a number where the bound is
/// one, and otherwise by its characters, whatever their case.
/// </summary>
internal static class FieldRangeBinder
{
    public static Scalar Bind(PlanContext context, Scalar field, SearchRange range)
    {
        if (range.Low is null && range.High is null)
        {
            return Call.Condition(field.IsList ? Primitive.HasItems : Primitive.IsPresent, field);
        }

        return Call.Any(context, field, item =>
        {
            var bounds = new List<Scalar>();
            if (range.Low is { } low)
            {
                bounds.Add(BindBound(context, item, range, low, low.IsIncluded ? Primitive.GreaterOrEqual : Primitive.Greater));
            }

            if (range.High is { } high)
            {
                bounds.Add(BindBound(context, item, range, high, high.IsIncluded ? Primitive.LessOrEqual : Primitive.Less));
            }

            return Call.And([.. bounds]);
        });
    }

    private static Scalar BindBound(PlanContext context, Scalar item, SearchRange range, SearchBound bound, Primitive comparison)
    {
        switch (item.Type)
        {
            case HuntType.Time:
                return SearchTime.TryRead(context, bound.Value) is { } time
                    ? Call.Condition(comparison, item, time)
                    : context.Fail(bound.Span, $"Expected a time such as {SearchTime.Shown}.");
            case HuntType.Ip when AddressRange.TryReadAddress(bound.Value) is { } address:
                return AddressRange.Compare(comparison, item, address);
            case HuntType.Truth or HuntType.Duration:
                return context.Fail(bound.Span, $"'{range.Field}' has no order.");
        }

        if (Conversion.NumberIn(bound.Value) is { } number && Conversion.ToNumber(item) is { } value)
        {
            return Call.Condition(comparison, value, number);
        }

        return item.IsNumber
            ? context.Fail(bound.Span, $"Expected a number: '{range.Field}' holds numbers.")
            : Call.Condition(comparison, Call.Lower(Conversion.ToText(item)), Call.Lower(new ConstantScalar(bound.Value, HuntType.Keyword)));
    }
}
