namespace Kotwal.City.Graph;

/// <summary>
/// How much the city depends on each node: its own criticality, or the higher one of something that cannot do its work without it.
/// Worked out from the gravest down, breadth first, so that each node is explained by the shortest way. Immutable.
/// </summary>
internal sealed class GraphCriticality
{
    private readonly byte[] level;
    private readonly int[] because;

    public GraphCriticality(GraphFrame frame)
    {
        var own = frame.Live.Select((_, index) => (byte)frame.OwnCriticalityOf(index)).ToArray();
        level = new byte[own.Length];
        because = new int[own.Length];
        Array.Fill(because, -1);
        for (var grade = CriticalityWords.Highest; grade > 0; grade--)
        {
            Spread(frame, (byte)grade, new Queue<int>(own.Index().Where(pair => pair.Item == grade && level[pair.Index] == 0).Select(pair => pair.Index)));
        }
    }

    public int LevelOf(int index) => level[index];

    /// <summary>The way to the node whose own criticality this one has, from this one on.</summary>
    public IEnumerable<int> WayOf(int index)
    {
        for (var at = index; at >= 0; at = because[at])
        {
            yield return at;
        }
    }

    private void Spread(GraphFrame frame, byte grade, Queue<int> next)
    {
        foreach (var start in next)
        {
            level[start] = grade;
        }

        while (next.TryDequeue(out var index))
        {
            foreach (var needed in Dependencies.NeededBy(frame, index))
            {
                if (level[needed.Node] == 0)
                {
                    level[needed.Node] = grade;
                    because[needed.Node] = index;
                    next.Enqueue(needed.Node);
                }
            }
        }
    }
}
