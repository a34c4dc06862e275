using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Literals;

/// <summary>Reads from a compiled rule what must be so for it to be true. Whatever is in doubt counts as nothing.</summary>
internal static class RuleNecessity
{
    public static Necessity Of(MatchNode node)
    {
        if (node.Kind == MatchNodeKind.Item)
        {
            return ItemNecessity.Of(node.Item!);
        }

        if (node.Kind == MatchNodeKind.Not)
        {
            return Necessity.Nothing;
        }

        var parts = node.Parts.Select(Of).ToArray();
        if (node.Needed >= parts.Length)
        {
            return Necessity.All(parts);
        }

        // Of the parts of which nothing is known all may be true; if more are needed, one of the others is.
        var known = parts.Where(part => part != Necessity.Nothing).ToArray();
        return node.Needed > parts.Length - known.Length ? Necessity.Any(known) : Necessity.Nothing;
    }
}
