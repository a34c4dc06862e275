using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Names of the values that must be equal on both sides of a join.</summary>
internal sealed record JoinKey(NameExpression Left, NameExpression Right)
{
    private const string LeftSide = "$left.";
    private const string RightSide = "$right.";

    /// <summary>Reads <c>name</c> or <c>$left.name == $right.name</c>, in either order.</summary>
    public static JoinKey Read(TokenReader tokens)
    {
        var first = tokens.ExpectName("the name of a column, or $left.name == $right.name");
        if (!first.Name.StartsWith('$'))
        {
            return new JoinKey(first, first);
        }

        tokens.ExpectSymbol("==");
        var second = tokens.ExpectName("$right.name");
        var isTurned = first.Name.StartsWith(RightSide, StringComparison.Ordinal);
        var (left, right) = isTurned ? (second, first) : (first, second);
        if (!left.Name.StartsWith(LeftSide, StringComparison.Ordinal) || !right.Name.StartsWith(RightSide, StringComparison.Ordinal))
        {
            tokens.Fail(second.Span, $"Expected {(isTurned ? "$left" : "$right")}.name here.");
        }

        return new JoinKey(Bare(left), Bare(right));
    }

    /// <summary>Both values in a type in which they can be compared.</summary>
    public (Scalar Left, Scalar Right) Bind(PlanContext context, Table left, Table right)
    {
        var (a, b) = (Conversion.ToItem(left.Resolve(context, Left)), Conversion.ToItem(right.Resolve(context, Right)));
        if (a.Type == HuntType.Map || b.Type == HuntType.Map)
        {
            return (context.Fail(Left.Span, "A map cannot be compared; name one of its fields."), b);
        }

        var (alignedLeft, alignedRight) = Comparer.Align(a, b);
        return alignedLeft is not null && alignedRight is not null
            ? (alignedLeft, alignedRight)
            : (context.Fail(Left.Span, $"Cannot compare {TypeNames.Of(a)} with {TypeNames.Of(b)}."), b);
    }

    private static NameExpression Bare(NameExpression side)
    {
        var dot = side.Name.IndexOf('.', StringComparison.Ordinal) + 1;
        return new NameExpression(side.Name[dot..], new TextSpan(side.Span.Start + dot, Math.Max(0, side.Span.Length - dot)));
    }
}
