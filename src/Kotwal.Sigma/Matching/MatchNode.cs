namespace Kotwal.Sigma.Matching;

internal enum MatchNodeKind : byte
{
    /// <summary>At least so many parts are true.</summary>
    AtLeast,
    Not,
    Item,
}

/// <summary>A node of a compiled condition. And, or and quantifiers are all "at least so many of the parts".</summary>
/// <param name="Kind">What the node does.</param>
/// <param name="Label">The node in the words of the rule.</param>
/// <param name="Needed">How many parts must be true.</param>
/// <param name="Parts">The parts; one for not, none for an item.</param>
/// <param name="Item">The item, for an item.</param>
internal sealed record MatchNode(MatchNodeKind Kind, string Label, int Needed, MatchNode[] Parts, ItemMatcher? Item)
{
    public static MatchNode Leaf(ItemMatcher item) => new(MatchNodeKind.Item, item.Item.Key, 0, [], item);

    public static MatchNode Not(string label, MatchNode part) => new(MatchNodeKind.Not, label, 0, [part], null);

    public static MatchNode AtLeast(string label, int needed, MatchNode[] parts) => new(MatchNodeKind.AtLeast, label, needed, parts, null);

    public bool Matches<TEvent>(in TEvent candidate)
        where TEvent : ISigmaEvent, allows ref struct
    {
        if (Kind == MatchNodeKind.Item)
        {
            return Item!.Matches(candidate);
        }

        if (Kind == MatchNodeKind.Not)
        {
            return !Parts[0].Matches(candidate);
        }

        var found = 0;
        for (var index = 0; index < Parts.Length; index++)
        {
            if (Parts[index].Matches(candidate) && ++found == Needed)
            {
                return true;
            }

            if (found + Parts.Length - index - 1 < Needed)
            {
                return false;
            }
        }

        return false;
    }
}
