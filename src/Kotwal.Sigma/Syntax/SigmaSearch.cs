using System.Collections.Immutable;

namespace Kotwal.Sigma.Syntax;

/// <summary>A named search of a detection ("search identifier").</summary>
/// <param name="Name">The name that conditions use.</param>
/// <param name="Body">What is searched for.</param>
/// <param name="At">Where the name stands.</param>
public sealed record SigmaSearch(string Name, SigmaSearchNode Body, SourcePosition At);

/// <summary>A part of a search.</summary>
public abstract record SigmaSearchNode;

/// <summary>All parts must be true: the entries of a map.</summary>
public sealed record SigmaSearchAll(ImmutableArray<SigmaSearchNode> Parts) : SigmaSearchNode;

/// <summary>One part must be true: the items of a list.</summary>
public sealed record SigmaSearchAny(ImmutableArray<SigmaSearchNode> Parts) : SigmaSearchNode;

/// <summary>A field, or the whole event, is compared with values.</summary>
/// <param name="Field">The field's name in the rule; null when the values are keywords, looked for in the whole event.</param>
/// <param name="Modifiers">The modifiers in the order in which they are applied.</param>
/// <param name="Values">The values; at least one.</param>
/// <param name="At">Where the field's name stands, or the first keyword.</param>
public sealed record SigmaSearchItem(
    string? Field, ImmutableArray<SigmaModifier> Modifiers, ImmutableArray<SigmaLiteral> Values, SourcePosition At) : SigmaSearchNode
{
    /// <summary>True when values are joined by and, not by or.</summary>
    public bool IsAll => Modifiers.Contains(SigmaModifier.All);

    /// <summary>True when the item is true where the comparison fails.</summary>
    public bool IsNegated => Modifiers.Contains(SigmaModifier.Neq);

    /// <summary>The field with its modifiers as a rule writes them, for example <c>Image|endswith</c>.</summary>
    public string Key => string.Join('|', Modifiers.Select(SigmaModifierNames.Of).Prepend(Field ?? ""));
}
