namespace Kotwal.Sigma.Literals;

/// <summary>What must be so for a part of a rule to be true.</summary>
internal abstract record Necessity
{
    /// <summary>Nothing is known: the part may be true of any event.</summary>
    public static readonly Necessity Nothing = new Unknown();

    /// <summary>The part is never true.</summary>
    public static readonly Necessity Never = new AnyOf([]);

    /// <summary>One of these must be so.</summary>
    public static Necessity Any(IEnumerable<Necessity> parts)
    {
        var kept = new List<Necessity>();
        foreach (var part in parts)
        {
            if (part == Nothing)
            {
                return Nothing;
            }

            kept.AddRange(part is AnyOf any ? any.Parts : [part]);
        }

        return kept.Count == 1 ? kept[0] : new AnyOf([.. kept]);
    }

    /// <summary>All of these must be so.</summary>
    public static Necessity All(IEnumerable<Necessity> parts)
    {
        var kept = new List<Necessity>();
        foreach (var part in parts.Where(part => part != Nothing))
        {
            if (part is AnyOf { Parts: [] })
            {
                return Never;
            }

            kept.AddRange(part is AllOf all ? all.Parts : [part]);
        }

        return kept.Count switch { 0 => Nothing, 1 => kept[0], _ => new AllOf([.. kept]) };
    }

    public static Necessity Of(Literal literal) => new Single(literal);

    public sealed record Unknown : Necessity;

    public sealed record Single(Literal Literal) : Necessity;

    public sealed record AnyOf(Necessity[] Parts) : Necessity;

    public sealed record AllOf(Necessity[] Parts) : Necessity;
}
