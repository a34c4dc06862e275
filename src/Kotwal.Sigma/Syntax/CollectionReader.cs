using System.Collections.Immutable;

namespace Kotwal.Sigma.Syntax;

/// <summary>
/// Unfolds rule collections: <c>action: global</c> gives its entries to all documents behind it, <c>repeat</c> repeats the
/// document before it with other entries, <c>reset</c> forgets what is global.
/// </summary>
internal sealed class CollectionReader(SyntaxFaults faults)
{
    private YamlMap? shared;
    private YamlMap? previous;
    private int mergedEntries;

    public IEnumerable<YamlNode> Unfold(IEnumerable<YamlNode> documents)
    {
        foreach (var document in documents)
        {
            if (document is not YamlMap map)
            {
                yield return document;
                continue;
            }

            if (Unfold(map) is { } unfolded)
            {
                yield return unfolded;
            }
        }
    }

    private YamlMap? Unfold(YamlMap map)
    {
        if (map.Find("action") is not { Value: YamlScalar action })
        {
            return previous = shared is null ? map : Merge(shared, map, map.At);
        }

        var content = map with { Entries = [.. map.Entries.Where(entry => entry.Key.Text != "action")] };
        switch (action.Text)
        {
            case "global":
                shared = shared is null ? content : Merge(shared, content, content.At);
                return null;
            case "reset":
                shared = null;
                return null;
            case "repeat" when previous is not null:
                return previous = Merge(previous, content, content.At);
            case "repeat":
                faults.Add(action.At, "'action: repeat' has no document before it that could be repeated.");
                return null;
            default:
                faults.Add(action.At, $"The action '{action.Text}' is not known{NearNames.Hint(action.Text, ["global", "repeat", "reset"])}");
                return null;
        }
    }

    /// <summary>Entries of the second map win; maps in both are merged in the same way.</summary>
    private YamlMap? Merge(YamlMap below, YamlMap above, SourcePosition at)
    {
        mergedEntries += below.Entries.Length + above.Entries.Length;
        if (mergedEntries > faults.Limits.MaxNodes)
        {
            faults.Add(at, $"The collection unfolds to more than {faults.Limits.MaxNodes} entries.");
            return null;
        }

        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        foreach (var entry in below.Entries)
        {
            var winner = above.Find(entry.Key.Text) ?? entry;
            if (!ReferenceEquals(winner, entry) && winner.Value is YamlMap inner && entry.Value is YamlMap outer)
            {
                if (Merge(outer, inner, inner.At) is not { } both)
                {
                    return null;
                }

                winner = winner with { Value = both };
            }

            entries.Add(winner);
        }

        entries.AddRange(above.Entries.Where(entry => below.Find(entry.Key.Text) is null));
        return new(entries.ToImmutable(), at, below.Size + above.Size);
    }
}
