namespace Kotwal.City.Graph;

/// <summary>
/// Which nodes are the same thing, and what is said of each thing as a whole. Of a circle of merges the node that was known first
/// goes on.
/// </summary>
internal sealed class GraphMerges
{
    private readonly Dictionary<int, int> survivors = [];
    private readonly Dictionary<int, NodeFacts> wholes = [];
    private readonly Dictionary<int, int[]> parts = [];

    public GraphMerges(NodeFacts?[] nodes, Voices voices)
    {
        foreach (var node in nodes)
        {
            if (node is { MergedInto: >= 0 } && Follow(nodes, node.Index) is var survivor && survivor != node.Index)
            {
                survivors.Add(node.Index, survivor);
            }
        }

        foreach (var group in survivors.GroupBy(pair => pair.Value, pair => pair.Key))
        {
            int[] members = [group.Key, .. group.Order()];
            parts.Add(group.Key, members);
            wholes.Add(group.Key, Join(group.Key, [.. members.Select(member => nodes[member]).OfType<NodeFacts>()], voices));
        }
    }

    /// <summary>Nodes as which others go on.</summary>
    public IReadOnlyCollection<int> Survivors => parts.Keys;

    /// <summary>The node that goes on: the node itself when it was not merged.</summary>
    public int SurvivorOf(int index) => survivors.Count == 0 ? index : survivors.GetValueOrDefault(index, index);

    /// <summary>All nodes that are this thing, the one that goes on first.</summary>
    public IReadOnlyList<int> PartsOf(int survivor) => parts.TryGetValue(survivor, out var members) ? members : [survivor];

    /// <summary>What is said of the thing; null for a node that goes on as another one.</summary>
    public NodeFacts? WholeOf(NodeFacts node) =>
        survivors.ContainsKey(node.Index) ? null : wholes.GetValueOrDefault(node.Index, node);

    private static int Follow(NodeFacts?[] nodes, int start)
    {
        var way = new List<int>();
        var at = start;
        while (nodes[at] is { MergedInto: >= 0 } node)
        {
            if (way.IndexOf(at) is var first and >= 0)
            {
                return way[first..].Min();
            }

            way.Add(at);
            at = node.MergedInto;
        }

        return at;
    }

    private static NodeFacts Join(int index, IReadOnlyList<NodeFacts> members, Voices voices) => new(index)
    {
        Attributes = [.. members.SelectMany(member => member.Attributes)
            .GroupBy(statement => statement.Predicate)
            .SelectMany(said => said.Order(Comparer<Statement>.Create(voices.Believe)))],
        Identifiers = [.. members.SelectMany(member => member.Identifiers).OrderBy(statement => statement.Predicate)],
        Arrows = [.. members.SelectMany(member => member.Arrows).Order(Comparer<Arrow>.Create(voices.Believe))],
    };
}
