using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Writing;

/// <summary>
/// Gives a search the form that YAML has for it: a map whose keys are different, or a list of such maps. What was read has it already; a
/// tree that was changed, for example because one field became two, may be nested deeper or name a field twice.
/// </summary>
internal static class SearchForm
{
    private const int MostAlternatives = 1_000;

    public static SigmaSearchNode Of(SigmaSearch search) =>
        IsList(search.Body) ? search.Body : Any([.. Alternatives(search.Body, search).SelectMany(items => WithoutTwins(items, search))]);

    private static bool IsList(SigmaSearchNode node) => node is SigmaSearchAny any ? any.Parts.All(IsMap) : IsMap(node);

    private static bool IsMap(SigmaSearchNode node) =>
        node is SigmaSearchItem
        || (node is SigmaSearchAll all && all.Parts.All(part => part is SigmaSearchItem) && HasNoTwins(all.Parts.Cast<SigmaSearchItem>()));

    private static bool HasNoTwins(IEnumerable<SigmaSearchItem> items)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        return items.All(item => keys.Add(item.Key));
    }

    /// <summary>All ways in which the node can be true: the items of each must be true together.</summary>
    private static List<ImmutableArray<SigmaSearchItem>> Alternatives(SigmaSearchNode node, SigmaSearch search) => node switch
    {
        SigmaSearchAny any => Bounded([.. any.Parts.SelectMany(part => Alternatives(part, search))], search),
        SigmaSearchAll all => Together(all.Parts.Select(part => Alternatives(part, search)), search),
        _ => [[(SigmaSearchItem)node]],
    };

    private static List<ImmutableArray<SigmaSearchItem>> Together(IEnumerable<List<ImmutableArray<SigmaSearchItem>>> parts, SigmaSearch search)
    {
        List<ImmutableArray<SigmaSearchItem>> made = [[]];
        foreach (var part in parts)
        {
            made = Bounded([.. made.SelectMany(_ => part, (before, behind) => before.AddRange(behind)).Take(MostAlternatives + 1)], search);
        }

        return made;
    }

    private static List<ImmutableArray<SigmaSearchItem>> Bounded(List<ImmutableArray<SigmaSearchItem>> alternatives, SigmaSearch search) =>
        alternatives.Count <= MostAlternatives
            ? alternatives
            : throw new ArgumentException($"The search '{search.Name}' has more than {MostAlternatives} alternatives when it is written as a list of maps.");

    /// <summary>The same alternative without two items of the same key: their values become those of one item.</summary>
    private static List<ImmutableArray<SigmaSearchItem>> WithoutTwins(ImmutableArray<SigmaSearchItem> items, SigmaSearch search)
    {
        var families = items.GroupBy(item => (item with { Modifiers = item.Modifiers.Remove(SigmaModifier.All) }).Key, StringComparer.Ordinal);
        return Together(families.Select(family => HasNoTwins(family) ? [[.. family]] : Merged([.. family], search)), search);
    }

    private static List<ImmutableArray<SigmaSearchItem>> Merged(ImmutableArray<SigmaSearchItem> family, SigmaSearch search)
    {
        // Values of which one is enough are alternatives; of the others all are needed, whichever item they came from.
        var choices = family.Select(item => item.IsAll != item.IsNegated || item.Values.Length == 1
            ? [[item]]
            : item.Values.Select(value => ImmutableArray.Create(item with { Values = [value] })).ToList());
        return [.. Together(choices, search).Select(Join)];
    }

    private static ImmutableArray<SigmaSearchItem> Join(ImmutableArray<SigmaSearchItem> items)
    {
        var first = items[0];
        ImmutableArray<SigmaLiteral> values = [.. items.SelectMany(item => item.Values).DistinctBy(value => (value.GetType(), value.ToString()))];
        if (first.Modifiers.Contains(SigmaModifier.Exists) && values.Length > 1)
        {
            // Present and absent at once: 'exists' takes one value only, but says the second with 'neq'.
            return [first with { Values = [values[0]] }, first with { Values = [values[0]], Modifiers = first.Modifiers.Add(SigmaModifier.Neq) }];
        }

        var modifiers = first.Modifiers.Remove(SigmaModifier.All);
        return [first with { Values = values, Modifiers = values.Length == 1 || first.IsNegated ? modifiers : modifiers.Add(SigmaModifier.All) }];
    }

    private static SigmaSearchNode Any(ImmutableArray<ImmutableArray<SigmaSearchItem>> alternatives)
    {
        ImmutableArray<SigmaSearchNode> maps = [.. alternatives.Select(items => items.Length == 1 ? (SigmaSearchNode)items[0] : new SigmaSearchAll([.. items]))];
        return maps.Length == 1 ? maps[0] : new SigmaSearchAny(maps);
    }
}
