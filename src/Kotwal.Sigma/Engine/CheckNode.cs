using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Engine;

/// <summary>A rule's condition over shared items.</summary>
internal sealed class CheckNode
{
    private readonly MatchNodeKind kind;
    private readonly int needed;
    private readonly CheckNode[] parts;
    private readonly SharedItem? item;

    public CheckNode(MatchNode node, Func<ItemMatcher, SharedItem> share)
    {
        // A node of a single part, as names of searches are, is that part.
        while (node is { Kind: MatchNodeKind.AtLeast, Needed: 1, Parts: [var only] })
        {
            node = only;
        }

        kind = node.Kind;
        needed = node.Needed;
        item = node.Item is null ? null : share(node.Item);
        parts = [.. node.Parts.Select(part => new CheckNode(part, share))];
    }

    public bool Holds(SigmaEventFrame frame, Scratch scratch)
    {
        if (kind == MatchNodeKind.Item)
        {
            return item!.Matches(frame, scratch);
        }

        if (kind == MatchNodeKind.Not)
        {
            return !parts[0].Holds(frame, scratch);
        }

        var missing = parts.Length - needed;
        var found = 0;
        foreach (var part in parts)
        {
            if (part.Holds(frame, scratch))
            {
                if (++found == needed)
                {
                    return true;
                }
            }
            else if (--missing < 0)
            {
                return false;
            }
        }

        return false;
    }
}
