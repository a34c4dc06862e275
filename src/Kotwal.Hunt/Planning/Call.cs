namespace Kotwal.Hunt.Planning;

/// <summary>Makes calls of primitives and conditions.</summary>
internal static class Call
{
    public static Scalar Of(Primitive primitive, HuntType type, params ReadOnlySpan<Scalar> arguments) =>
        new CallScalar(primitive, [.. arguments], type);

    public static Scalar Condition(Primitive primitive, params ReadOnlySpan<Scalar> arguments) =>
        new CallScalar(primitive, [.. arguments], HuntType.Truth);

    public static Scalar Not(Scalar condition) => new NotScalar(condition);

    public static Scalar And(params ReadOnlySpan<Scalar> conditions) => Joined(isAnd: true, conditions);

    public static Scalar Or(params ReadOnlySpan<Scalar> conditions) => Joined(isAnd: false, conditions);

    /// <summary>The text in lower case, once for all where it is known.</summary>
    public static Scalar Lower(Scalar text) => text is ConstantScalar { Value: string known }
        ? new ConstantScalar(WordSplitter.Lower(known), HuntType.Keyword)
        : Of(Primitive.Lower, HuntType.Keyword, text);

    /// <summary>The predicate over a value, or over any item where the value is a list.</summary>
    public static Scalar Any(PlanContext context, Scalar value, Func<Scalar, Scalar> predicate)
    {
        if (!value.IsList)
        {
            return predicate(value);
        }

        var level = context.NewItem();
        return new AnyScalar(value, level, predicate(new ItemScalar(level, value)));
    }

    private static Scalar Joined(bool isAnd, ReadOnlySpan<Scalar> conditions) =>
        conditions.Length == 1 ? conditions[0] : new LogicScalar(isAnd, [.. conditions]);
}
