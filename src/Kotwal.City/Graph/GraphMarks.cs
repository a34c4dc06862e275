using Kotwal.City.Facts;

namespace Kotwal.City.Graph;

/// <summary>Finds nodes by the identifiers that hold now. Immutable.</summary>
internal sealed class GraphMarks
{
    private static readonly int[] None = [];

    // A mark that several nodes bear has the place of their list, below zero.
    private readonly Dictionary<string, int>?[] byWord;
    private readonly List<List<int>> shared = [];
    private readonly string[] words;

    public GraphMarks(GraphFrame frame)
    {
        words = frame.Names.Words;
        byWord = new Dictionary<string, int>?[words.Length + 1];
        foreach (var node in frame.Nodes)
        {
            if (node is null || frame.Live[frame.Merges.SurvivorOf(node.Index)] is null)
            {
                continue;
            }

            foreach (var mark in node.Identifiers)
            {
                if (mark.HoldsAt(frame.AsOf))
                {
                    Add(byWord[mark.Predicate] ??= new(StringComparer.Ordinal), mark.Value, node.Index);
                }
            }
        }
    }

    /// <summary>Places of the nodes that bear the mark, before merges; none when there is none.</summary>
    public IReadOnlyList<int> Find(string kind, string value)
    {
        var predicate = Array.IndexOf(words, FactWords.Identifier(kind)) + 1;
        return predicate > 0 && byWord[predicate] is { } known && known.TryGetValue(value, out var place)
            ? place < 0 ? shared[~place] : [place]
            : None;
    }

    private void Add(Dictionary<string, int> known, string value, int index)
    {
        if (known.TryAdd(value, index))
        {
            return;
        }

        var place = known[value];
        if (place < 0)
        {
            // Nodes come one after the other, so that what is there twice is the last one.
            if (shared[~place][^1] != index)
            {
                shared[~place].Add(index);
            }
        }
        else if (place != index)
        {
            known[value] = ~shared.Count;
            shared.Add([place, index]);
        }
    }
}
