using System.Collections.Immutable;

namespace Kotwal.Sigma.Sentences;

/// <summary>A part of what a rule asks, with all names of searches gone.</summary>
internal abstract record Clause;

/// <summary>A field, or the event, compared with values.</summary>
/// <param name="Subject">What is compared.</param>
/// <param name="IsField">True when the subject is the name of a field.</param>
/// <param name="Phrase">How it is compared.</param>
/// <param name="Values">With what, ready to be shown; empty when the phrase says all.</param>
/// <param name="IsAll">True when all values are needed.</param>
/// <param name="Suffix">What is said behind the values; may be empty.</param>
internal sealed record ComparisonClause(string Subject, bool IsField, Phrase Phrase, ImmutableArray<string> Values, bool IsAll, string Suffix) : Clause;

/// <summary>At least so many of two or more parts.</summary>
internal sealed record GroupClause(int AtLeast, ImmutableArray<Clause> Parts) : Clause
{
    public bool IsAll => AtLeast == Parts.Length;

    /// <summary>A group without what needs none: groups of one, and groups of the same kind within each other.</summary>
    public static Clause Of(bool isAll, IEnumerable<Clause> parts)
    {
        ImmutableArray<Clause> flat = [.. parts.SelectMany(part => part is GroupClause group && IsKind(group, isAll) ? group.Parts : [part])];
        return flat.Length == 1 ? flat[0] : new GroupClause(isAll ? flat.Length : 1, flat);
    }

    private static bool IsKind(GroupClause group, bool isAll) => isAll ? group.IsAll : group.AtLeast == 1;
}

/// <summary>Not so.</summary>
internal sealed record NotClause(Clause Part) : Clause
{
    public static Clause Of(Clause part) => part is NotClause twice ? twice.Part : new NotClause(part);
}

/// <summary>How something is compared, as it is said and as it is denied.</summary>
internal sealed record Phrase(string Positive, string Negative);
