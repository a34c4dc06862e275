using Kotwal.City.Graph;
using Kotwal.Inventory;

namespace Kotwal.Devices.Nodes;

/// <summary>Addresses of other desks' pages about a node.</summary>
internal static class NodeLinks
{
    /// <summary>Events about the node, or from it, or to it.</summary>
    public static string Events(GraphNode node) => "events?range=all&q=" + Uri.EscapeDataString(
        $"city.node_id:\"{node.Id}\" OR city.source.node_id:\"{node.Id}\" OR city.destination.node_id:\"{node.Id}\"");

    /// <summary>Alerts that name it: by an address when it has one, else by a host name, else by its name.</summary>
    public static string Alerts(GraphNode node) =>
        "alerts?status=all&q=" + Uri.EscapeDataString(Marked(node, InventoryIdentifiers.Address) ?? Marked(node, InventoryIdentifiers.HostName) ?? node.Name);

    private static string? Marked(GraphNode node, string kind) => node.Identifiers.FirstOrDefault(mark => mark.Kind == kind)?.Value;
}
