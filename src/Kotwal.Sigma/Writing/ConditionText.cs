using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Writing;

/// <summary>
/// Conditions as text, with parentheses around each chain of <c>and</c> or <c>or</c> within another: reading gives the same tree, and people
/// need not know which of the two binds more tightly.
/// </summary>
internal static class ConditionText
{
    public static string Of(SigmaCondition condition) => condition switch
    {
        SigmaAnd and => string.Join(" and ", and.Parts.Select(Part)),
        SigmaOr or => string.Join(" or ", or.Parts.Select(Part)),
        SigmaNot not => "not " + Part(not.Part),
        _ => condition.ToString()!,
    };

    private static string Part(SigmaCondition part) => part is SigmaAnd or SigmaOr ? $"({Of(part)})" : Of(part);
}
