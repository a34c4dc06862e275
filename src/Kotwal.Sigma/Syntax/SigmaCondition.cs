using System.Collections.Immutable;

namespace Kotwal.Sigma.Syntax;

/// <summary>A condition over the searches of a detection.</summary>
public abstract record SigmaCondition;

/// <summary><c>a and b</c>; two or more parts.</summary>
public sealed record SigmaAnd(ImmutableArray<SigmaCondition> Parts) : SigmaCondition
{
    /// <inheritdoc/>
    public override string ToString() => "(" + string.Join(" and ", Parts) + ")";
}

/// <summary><c>a or b</c>; two or more parts.</summary>
public sealed record SigmaOr(ImmutableArray<SigmaCondition> Parts) : SigmaCondition
{
    /// <inheritdoc/>
    public override string ToString() => "(" + string.Join(" or ", Parts) + ")";
}

/// <summary><c>not a</c>.</summary>
public sealed record SigmaNot(SigmaCondition Part) : SigmaCondition
{
    /// <inheritdoc/>
    public override string ToString() => $"not {Part}";
}

/// <summary>The name of a search.</summary>
public sealed record SigmaSearchReference(string Name) : SigmaCondition
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary><c>1 of</c>, <c>N of</c>, <c>any of</c> or <c>all of</c> a pattern or <c>them</c>.</summary>
/// <param name="AtLeast">How many searches must be true; null for all of them.</param>
/// <param name="Pattern">The pattern as it is written, or <c>them</c>.</param>
/// <param name="Names">The searches that it stands for; at least one, and at least <paramref name="AtLeast"/>.</param>
public sealed record SigmaQuantified(int? AtLeast, string Pattern, ImmutableArray<string> Names) : SigmaCondition
{
    /// <inheritdoc/>
    public override string ToString() => $"{AtLeast?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "all"} of {Pattern}";
}
