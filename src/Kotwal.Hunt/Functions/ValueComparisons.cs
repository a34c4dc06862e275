using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Comparisons of whole values.</summary>
internal static class ValueComparisons
{
    public static ImmutableArray<HuntComparison> All { get; } =
    [
        new("==", "!=", "The same; texts by case.", "where user.name == 'root'", OperandForm.One, c => Compare(c, Primitive.Equal)),
        new("=~", "!~", "The same text, whatever its case.", "where user.name =~ 'ROOT'", OperandForm.One,
            c => Compare(c, Primitive.Equal, ignoresCase: true)),
        new("<", null, "Less.", "where destination.port < 1024", OperandForm.One, c => Compare(c, Primitive.Less)),
        new("<=", null, "Less, or the same.", "where destination.port <= 1023", OperandForm.One, c => Compare(c, Primitive.LessOrEqual)),
        new(">", null, "Greater.", "where source.bytes > 1000000", OperandForm.One, c => Compare(c, Primitive.Greater)),
        new(">=", null, "Greater, or the same.", "where @timestamp >= ago(1d)", OperandForm.One,
            c => Compare(c, Primitive.GreaterOrEqual)),
        new("between", "!between", "From the first to the second, both included; from a time on, the second may be a duration.", "where destination.port between (8000 .. 8999)",
            OperandForm.Range, Between),
        new("in", "!in", "The same as one of the values; texts by case.", "where destination.port in (22, 23, 3389)", OperandForm.List,
            c => In(c, ignoresCase: false)),
        new("in~", "!in~", "The same text as one of the values, whatever its case.", "where user.name in~ ('root', 'admin')",
            OperandForm.List, c => In(c, ignoresCase: true)),
    ];

    private static Scalar Compare(BoundComparison comparison, Primitive primitive, bool ignoresCase = false) =>
        Comparer.Compare(comparison.Context, primitive, comparison.Left, comparison.Right[0], ignoresCase, comparison.RightSpans[0]);

    // From a time on, a duration says how long.
    private static Scalar Between(BoundComparison comparison)
    {
        var end = comparison.Right is [{ Type: HuntType.Time }, { Type: HuntType.Duration }]
            ? Arithmetic.Combine(comparison.Context, '+', comparison.Right[0], comparison.Right[1], comparison.Span)
            : comparison.Right[1];
        return Between(comparison with { Right = [comparison.Right[0], end] }, comparison.Left);
    }

    private static Scalar Between(BoundComparison c, Scalar left) => Call.Any(c.Context, left, item => Call.And(
        Comparer.Compare(c.Context, Primitive.GreaterOrEqual, item, c.Right[0], ignoresCase: false, c.RightSpans[0]),
        Comparer.Compare(c.Context, Primitive.LessOrEqual, item, c.Right[1], ignoresCase: false, c.RightSpans[1])));

    private static Scalar In(BoundComparison c, bool ignoresCase) => c.Right is [RowsScalar rows]
        ? Among(c, rows.Rows, ignoresCase)
        : InValues(c, ignoresCase);

    private static Scalar Among(BoundComparison c, Table rows, bool ignoresCase)
    {
        var column = rows.Columns[0].Value;
        if (c.Left.IsList)
        {
            var list = ignoresCase ? new CallScalar(Primitive.LowerItems, [c.Left], HuntType.Keyword, IsList: true) : c.Left;
            var item = Conversion.ToText(column);
            return new AmongScalar(list, rows.With(ignoresCase ? Call.Lower(item) : item));
        }

        var (left, right) = Comparer.Align(Conversion.ToItem(c.Left), Conversion.ToItem(column));
        if (left is null || right is null)
        {
            return c.Context.Fail(c.RightSpans[0], $"Cannot compare {TypeNames.Of(c.Left)} with {TypeNames.Of(column)}.");
        }

        return ignoresCase && left.IsText && right.IsText
            ? new AmongScalar(Call.Lower(left), rows.With(Call.Lower(right)))
            : new AmongScalar(left, rows.With(right));
    }

    private static Scalar InValues(BoundComparison c, bool ignoresCase) => c.Right.Any(right => right is RowsScalar)
        ? c.Context.Fail(c.Span, "A query stands alone in the parentheses.")
        : InKnown(c, ignoresCase);

    private static Scalar InKnown(BoundComparison c, bool ignoresCase) => Call.Any(c.Context, c.Left, item =>
    {
        if (!item.IsText || c.Right.IsEmpty || !c.Right.All(right => right is ConstantScalar { Value: string }))
        {
            return Call.Or([.. c.Right.Select((right, index) =>
                Comparer.Compare(c.Context, Primitive.Equal, item, right, ignoresCase, c.RightSpans[index]))]);
        }

        return ignoresCase
            ? new CallScalar(Primitive.In, [Call.Lower(item), .. c.Right.Select(Call.Lower)], HuntType.Truth)
            : new CallScalar(Primitive.In, [item, .. c.Right], HuntType.Truth);
    });
}
