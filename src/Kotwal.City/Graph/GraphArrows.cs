namespace Kotwal.City.Graph;

/// <summary>The relations that hold, by the node they start at and by the node they point at, in two flat arrays each. Immutable.</summary>
internal sealed class GraphArrows
{
    private readonly int[] outStarts;
    private readonly Link[] outLinks;
    private readonly int[] inStarts;
    private readonly Link[] inLinks;

    public GraphArrows(NodeFacts?[] live, GraphMerges merges, bool[] isRelation, long asOf)
    {
        outStarts = new int[live.Length + 1];
        inStarts = new int[live.Length + 1];
        var links = new List<Link>();
        foreach (var node in live)
        {
            for (var place = 0; node is not null && place < node.Arrows.Length; place++)
            {
                ref readonly var arrow = ref node.Arrows[place];
                if (!isRelation[arrow.Predicate] || !arrow.HoldsAt(asOf))
                {
                    continue;
                }

                var target = merges.SurvivorOf(arrow.Target);
                if (live[target] is not null && target != node.Index)
                {
                    links.Add(new(node.Index, target, arrow.Predicate, place));
                    outStarts[node.Index + 1]++;
                    inStarts[target + 1]++;
                }
            }
        }

        Sum(outStarts);
        Sum(inStarts);
        outLinks = [.. links];
        inLinks = new Link[links.Count];
        var filled = inStarts.AsSpan(0, live.Length).ToArray();
        foreach (var link in outLinks)
        {
            inLinks[filled[link.To]++] = link;
        }
    }

    public int Count => outLinks.Length;

    public ReadOnlySpan<Link> Out(int index) => outLinks.AsSpan(outStarts[index]..outStarts[index + 1]);

    public ReadOnlySpan<Link> In(int index) => inLinks.AsSpan(inStarts[index]..inStarts[index + 1]);

    private static void Sum(int[] starts)
    {
        for (var index = 1; index < starts.Length; index++)
        {
            starts[index] += starts[index - 1];
        }
    }
}

/// <summary>One relation.</summary>
/// <param name="From">Place of the node it starts at.</param>
/// <param name="To">Place of the node it points at.</param>
/// <param name="Predicate">Key of its predicate.</param>
/// <param name="Arrow">Its place among the arrows of the node it starts at.</param>
internal readonly record struct Link(int From, int To, int Predicate, int Arrow);
