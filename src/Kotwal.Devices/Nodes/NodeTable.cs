using System.Runtime.CompilerServices;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Work;
using Kotwal.Inventory;

namespace Kotwal.Devices.Nodes;

/// <summary>The nodes of the present graph as a table of hunts.</summary>
internal sealed class NodeTable(CityGraph graph) : ITableSource
{
    private const int RowsBetweenChecks = 1_000;

    public string Name => "nodes";

    public IReadOnlyList<TableSourceColumn> Columns { get; } =
    [
        new("node.id"),
        new("node.kind"),
        new("node.name", TableSourceKind.Text),
        new("node.short_id"),
        new("node.type"),
        new("node.state"),
        new("node.criticality"),
        new("node.vendor"),
        new("node.model"),
        new("node.version"),
        new("node.os"),
        new("host.ip", TableSourceKind.List),
        new("host.mac", TableSourceKind.List),
        new("host.name", TableSourceKind.List),
        new("city.zone"),
        new("city.ward"),
        new("city.site"),
        new("city.service"),
        new("city.owner"),
    ];

    /// <remarks>A place or service of a node that is itself out of reach is not named, as on the node's page.</remarks>
    public async IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(
        Reach reach, DateTimeOffset? from, DateTimeOffset? to, [EnumeratorCancellation] CancellationToken cancel)
    {
        var snapshot = graph.Current;
        var labels = new Dictionary<NodeId, string?>();
        foreach (var (index, node) in snapshot.Nodes(reach).Index())
        {
            if (index % RowsBetweenChecks == 0)
            {
                cancel.ThrowIfCancellationRequested();
                await Task.Yield();
            }

            yield return RowOf(node, LabelOf);
        }

        string? LabelOf(GraphNode? other)
        {
            if (other is null)
            {
                return null;
            }

            if (!labels.TryGetValue(other.Id, out var label))
            {
                labels[other.Id] = label = snapshot.Find(other.Id, reach) is null ? null : other.ShortId ?? other.Name;
            }

            return label;
        }
    }

    private static List<object?> RowOf(GraphNode node, Func<GraphNode?, string?> labelOf)
    {
        var marks = node.Identifiers.ToLookup(mark => mark.Kind, mark => mark.Value);
        return
        [
            node.Id.ToString(),
            node.Kind,
            node.Name,
            node.ShortId,
            node.Attribute(InventoryAttributes.Type),
            node.State,
            node.Criticality,
            node.Attribute(InventoryAttributes.Vendor),
            node.Attribute(InventoryAttributes.Model),
            node.Attribute(InventoryAttributes.Version),
            node.Attribute(InventoryAttributes.OperatingSystem),
            marks[InventoryIdentifiers.Address].ToList(),
            marks[InventoryIdentifiers.Mac].ToList(),
            marks[InventoryIdentifiers.HostName].ToList(),
            labelOf(node.Zone),
            labelOf(node.Ward),
            labelOf(node.Site),
            labelOf(node.Service),
            labelOf(node.Owner),
        ];
    }
}
