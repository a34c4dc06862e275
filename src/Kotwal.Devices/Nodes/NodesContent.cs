using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.Inventory;

namespace Kotwal.Devices.Nodes;

/// <summary>What the list of nodes shows.</summary>
/// <param name="List">The nodes.</param>
/// <param name="Choices">What its filters offer.</param>
/// <param name="Waiting">Nodes that wait for somebody to say whether they are the city's.</param>
public sealed record NodesContent(NodeRows List, NodeChoices Choices, int Waiting);

/// <summary>What there is to filter by, as far as the one who asks may see it.</summary>
public sealed record NodeChoices(
    IReadOnlyList<string> Types, IReadOnlyList<GraphNode> Zones, IReadOnlyList<GraphNode> Wards, IReadOnlyList<GraphNode> Services, IReadOnlyList<GraphNode> Owners)
{
    /// <summary>Most entries of one choice; whoever has more writes into the search.</summary>
    public const int MaxOffered = 300;

    internal static NodeChoices Of(GraphSnapshot graph, Reach reach) => new(
        [.. graph.Nodes(reach).Select(node => node.Attribute(InventoryAttributes.Type)).OfType<string>().Distinct().Order(StringComparer.Ordinal).Take(MaxOffered)],
        Named(graph.Nodes(reach, InventoryKinds.Zone)),
        Named(graph.Nodes(reach, InventoryKinds.Ward)),
        Named(graph.Nodes(reach, InventoryKinds.Service)),
        Named(graph.Nodes(reach, InventoryKinds.Organisation).Concat(graph.Nodes(reach, InventoryKinds.Person))));

    internal static int CountWaiting(GraphSnapshot graph, Reach reach) => graph.Nodes(reach).Count(node => node.State == NodeStates.Staged);

    private static IReadOnlyList<GraphNode> Named(IEnumerable<GraphNode> nodes) =>
        [.. nodes.OrderBy(node => node.Name, StringComparer.CurrentCultureIgnoreCase).Take(MaxOffered)];
}
