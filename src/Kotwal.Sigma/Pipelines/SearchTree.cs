using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines;

/// <summary>Walks through searches, and rewrites them.</summary>
internal static class SearchTree
{
    public static IEnumerable<SigmaSearchItem> Items(this SigmaRule rule) => rule.Detection.Searches.SelectMany(search => search.Body.Items());

    public static IEnumerable<SigmaSearchItem> Items(this SigmaSearchNode node) => node switch
    {
        SigmaSearchItem item => [item],
        SigmaSearchAll all => all.Parts.SelectMany(Items),
        _ => ((SigmaSearchAny)node).Parts.SelectMany(Items),
    };

    /// <summary>The node with every item replaced by what the function makes of it; null when nothing is left.</summary>
    public static SigmaSearchNode? Rewrite(this SigmaSearchNode node, Func<SigmaSearchItem, SigmaSearchNode?> change) => node switch
    {
        SigmaSearchItem item => change(item),
        SigmaSearchAll all => Join(all.Parts, change, parts => new SigmaSearchAll(parts)),
        _ => Join(((SigmaSearchAny)node).Parts, change, parts => new SigmaSearchAny(parts)),
    };

    /// <summary>
    /// The condition without the searches that are gone: it is what is left of it, as if they had never been in it. Null when nothing is.
    /// </summary>
    public static SigmaCondition? Without(this SigmaCondition condition, IReadOnlySet<string> gone)
    {
        switch (condition)
        {
            case SigmaAnd and:
                return Join(and.Parts, gone, parts => new SigmaAnd(parts));
            case SigmaOr or:
                return Join(or.Parts, gone, parts => new SigmaOr(parts));
            case SigmaNot not:
                return not.Part.Without(gone) is { } part ? new SigmaNot(part) : null;
            case SigmaQuantified quantified:
                var names = quantified.Names.RemoveAll(gone.Contains);
                return names.IsEmpty ? null : quantified with { Names = names, AtLeast = quantified.AtLeast is { } least ? Math.Min(least, names.Length) : null };
            default:
                return gone.Contains(((SigmaSearchReference)condition).Name) ? null : condition;
        }
    }

    private static SigmaSearchNode? Join(
        ImmutableArray<SigmaSearchNode> parts, Func<SigmaSearchItem, SigmaSearchNode?> change, Func<ImmutableArray<SigmaSearchNode>, SigmaSearchNode> join)
    {
        var changed = parts.Select(part => part.Rewrite(change)).OfType<SigmaSearchNode>().ToImmutableArray();
        return changed.Length switch { 0 => null, 1 => changed[0], _ => join(changed) };
    }

    private static SigmaCondition? Join(
        ImmutableArray<SigmaCondition> parts, IReadOnlySet<string> gone, Func<ImmutableArray<SigmaCondition>, SigmaCondition> join)
    {
        var left = parts.Select(part => part.Without(gone)).OfType<SigmaCondition>().ToImmutableArray();
        return left.Length switch { 0 => null, 1 => left[0], _ => join(left) };
    }
}
