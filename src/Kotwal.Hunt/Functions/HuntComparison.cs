using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Functions;

/// <summary>What stands to the right of a comparison's operator.</summary>
internal enum OperandForm
{
    One,
    List,
    Range,
}

/// <summary>One comparison: what the reader accepts, the reference page says and the plan computes.</summary>
/// <param name="Name">The operator without its negation.</param>
/// <param name="Negation">The operator with its negation; null when it has none.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Example">A whole hunt that uses it.</param>
/// <param name="Operands">What stands to the right.</param>
/// <param name="Bind">Makes the condition out of bound operands.</param>
internal sealed record HuntComparison(
    string Name, string? Negation, string Meaning, string Example, OperandForm Operands, Func<BoundComparison, Scalar> Bind)
{
    public bool CanNegate => Negation is not null;
}

/// <summary>A comparison whose operands are bound, with the places to complain about.</summary>
internal sealed record BoundComparison(
    PlanContext Context, Scalar Left, ImmutableArray<Scalar> Right, ImmutableArray<TextSpan> RightSpans, TextSpan Span)
{
    /// <summary>The operand to the right as a text that is known now; null, with the error noted, for anything else.</summary>
    public string? KnownText(int index)
    {
        switch (Right[index])
        {
            case ConstantScalar { Value: string text }:
                return text;
            case ConstantScalar { Type: HuntType.Whole, Value: long whole }:
                return whole.ToString(System.Globalization.CultureInfo.InvariantCulture);
            default:
                Context.Fail(RightSpans[index], "Expected a text in quotes here.");
                return null;
        }
    }
}
