using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Conditions;

/// <summary>Conditions of one kind and how they are joined: all, one of them, or by an expression over their names.</summary>
/// <typeparam name="T">The kind.</typeparam>
/// <param name="Conditions">The conditions; none hold always, negated or not.</param>
/// <param name="Names">Their names, where an expression joins them.</param>
/// <param name="Expression">What joins them; null when it is <paramref name="IsAny"/>.</param>
/// <param name="IsAny">True when one of them is enough.</param>
/// <param name="IsNegated">True when the outcome is turned round.</param>
internal sealed record ConditionSet<T>(
    ImmutableArray<T> Conditions, ImmutableArray<string> Names, SigmaCondition? Expression, bool IsAny, bool IsNegated)
{
    public bool IsEmpty => Conditions.IsEmpty;

    public bool Holds(Func<T, bool> condition)
    {
        if (IsEmpty)
        {
            return true;
        }

        var holds = Expression is not null ? Evaluate(Expression, condition)
            : IsAny ? Conditions.Any(condition)
            : Conditions.All(condition);
        return holds != IsNegated;
    }

    private bool Evaluate(SigmaCondition expression, Func<T, bool> condition) => expression switch
    {
        SigmaAnd and => and.Parts.All(part => Evaluate(part, condition)),
        SigmaOr or => or.Parts.Any(part => Evaluate(part, condition)),
        SigmaNot not => !Evaluate(not.Part, condition),
        SigmaQuantified quantified => quantified.Names.Count(name => condition(Conditions[Names.IndexOf(name)])) >= (quantified.AtLeast ?? quantified.Names.Length),
        _ => condition(Conditions[Names.IndexOf(((SigmaSearchReference)expression).Name)]),
    };
}
