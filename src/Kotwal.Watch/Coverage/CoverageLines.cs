using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.Inventory;
using Kotwal.Lake.Coverage;

namespace Kotwal.Watch.Coverage;

/// <summary>
/// All lines of the matrix: who was heard, and the assets of the graph that never were. Made once for a matrix and a graph, in the
/// order of names. Immutable.
/// </summary>
internal sealed class CoverageLines
{
    private CoverageLines(CoverageMatrix matrix, GraphSnapshot graph, IReadOnlyList<CoverageLine> all) => (Matrix, Graph, All) = (matrix, graph, all);

    public CoverageMatrix Matrix { get; }

    public GraphSnapshot Graph { get; }

    public IReadOnlyList<CoverageLine> All { get; }

    public static CoverageLines Of(CoverageMatrix matrix, GraphSnapshot graph)
    {
        var lines = new Dictionary<(NodeId? Id, string Name, string Class, bool IsAudit), CoverageLine>();
        var heard = new HashSet<NodeId>();
        var nodes = new Dictionary<string, GraphNode?>(StringComparer.Ordinal);
        foreach (var (sender, days) in matrix.Heard)
        {
            if (!nodes.TryGetValue(sender.NodeId, out var node))
            {
                nodes.Add(sender.NodeId, node = NodeOf(graph, sender.NodeId));
            }

            var (name, isAudit) = (node?.Name ?? sender.Node, sender.Source == IAuditTrail.EventSource);
            var key = (node?.Id, name, sender.Class, isAudit);
            lines[key] = lines.TryGetValue(key, out var known) ? known with { Days = known.Days.Or(days) } : new(node, name, sender.Class, isAudit, days);
            if (node is not null)
            {
                heard.Add(node.Id);
            }
        }

        var silent = graph.Nodes(Reach.WholeCity, InventoryKinds.Asset).Where(node => IsExpected(node) && !heard.Contains(node.Id))
            .Select(node => new CoverageLine(node, node.Name, "", IsAudit: false, DaySet.Empty));
        return new(matrix, graph, [.. lines.Values.Concat(silent).OrderBy(line => line.Name, StringComparer.OrdinalIgnoreCase).ThenBy(line => line.Class, StringComparer.Ordinal)]);
    }

    // A thing that nobody has confirmed may be a guest, and one that is retired is silent by right.
    private static bool IsExpected(GraphNode node) =>
        node.State == NodeStates.Confirmed && node.Attribute(InventoryAttributes.Lifecycle) != InventoryAttributes.Retired;

    private static GraphNode? NodeOf(GraphSnapshot graph, string id) =>
        Guid.TryParse(id, out var known) ? graph.Find(new NodeId(known), Reach.WholeCity) : null;
}
