using Kotwal.City.Access;
using Kotwal.City.People;
using Kotwal.Inventory;

namespace Kotwal.City.Graph;

/// <summary>The parts of the city that each node stands in, for access. Nodes of the same parts share one list. Immutable.</summary>
internal sealed class GraphScopes
{
    private readonly int[] listOf;
    private readonly List<ScopeKey[]> lists = [];

    public GraphScopes(GraphFrame frame, GraphPlaces places)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var labels = new Dictionary<int, string>();
        listOf = new int[frame.Live.Length];
        foreach (var node in frame.Live)
        {
            if (node is null)
            {
                continue;
            }

            var parts = PartsOf(frame, places, node.Index);
            var text = string.Join(' ', parts.Select(part => part.Node));
            if (!known.TryGetValue(text, out var list))
            {
                known.Add(text, list = lists.Count);
                lists.Add([.. parts.Select(part => KeyOf(part.Kind, LabelOf(part.Node))).Distinct()]);
            }

            listOf[node.Index] = list;
        }

        string LabelOf(int index) => labels.TryGetValue(index, out var label) ? label : labels[index] = frame.LabelOf(index);
    }

    public IReadOnlyList<ScopeKey> Of(int index) => lists[listOf[index]];

    /// <summary>Says of any node whether it is reached; quick, because each list is compared once.</summary>
    public Func<int, bool> Filter(Reach reach)
    {
        if (reach.IsWholeCity)
        {
            return _ => true;
        }

        var isReached = lists.ConvertAll(list => reach.Covers(list));
        return index => isReached[listOf[index]];
    }

    private static List<(ScopeKind Kind, int Node)> PartsOf(GraphFrame frame, GraphPlaces places, int index)
    {
        var parts = new List<(ScopeKind Kind, int Node)>(4);
        Add(ScopeKind.Zone, places.Zone[index]);
        Add(ScopeKind.Ward, places.Ward[index]);
        foreach (var service in places.ServicesOf(index))
        {
            Add(ScopeKind.Service, service);
        }

        Add(ScopeKind.Department, DepartmentOf(frame, places, index));
        return parts;

        void Add(ScopeKind kind, int node)
        {
            if (node >= 0)
            {
                parts.Add((kind, node));
            }
        }
    }

    // A person answers for a thing on behalf of the department that the person belongs to.
    private static int DepartmentOf(GraphFrame frame, GraphPlaces places, int index)
    {
        var owner = frame.KindOf(index) == InventoryKinds.Organisation ? index : places.Owner[index];
        return owner >= 0 && frame.KindOf(owner) == InventoryKinds.Person && places.Owner[owner] is var department and >= 0 ? department : owner;
    }

    private static ScopeKey KeyOf(ScopeKind kind, string label) =>
        new(kind, label.Length <= ScopeKey.MaxValueLength ? label : label[..ScopeKey.MaxValueLength]);
}
