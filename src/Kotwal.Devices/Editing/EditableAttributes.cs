using Kotwal.City.Graph;
using Kotwal.Inventory;

namespace Kotwal.Devices.Editing;

/// <summary>Which attributes the console offers for which kind of node. Any other can be said through the API.</summary>
internal static class EditableAttributes
{
    private static readonly string[] Product =
        [InventoryAttributes.Vendor, InventoryAttributes.Model, InventoryAttributes.Version, InventoryAttributes.OperatingSystem];

    private static readonly Dictionary<string, string[]> OfKind = new(StringComparer.Ordinal)
    {
        [InventoryKinds.Service] = [InventoryAttributes.NameHindi, InventoryAttributes.Criticality, InventoryAttributes.Exposure, InventoryAttributes.Lifecycle],
        [InventoryKinds.Asset] =
            [InventoryAttributes.Type, InventoryAttributes.Criticality, InventoryAttributes.Exposure, InventoryAttributes.Lifecycle, .. Product, InventoryAttributes.Location],
        [InventoryKinds.Site] =
            [InventoryAttributes.NameHindi, InventoryAttributes.Type, InventoryAttributes.Criticality, InventoryAttributes.Lifecycle, InventoryAttributes.Location],
        [InventoryKinds.Ward] = [InventoryAttributes.NameHindi],
        [InventoryKinds.Zone] = [InventoryAttributes.NameHindi, InventoryAttributes.Network, InventoryAttributes.Guests, InventoryAttributes.Exposure],
        [InventoryKinds.DataSet] = [InventoryAttributes.Criticality, InventoryAttributes.Exposure, InventoryAttributes.Lifecycle],
        [InventoryKinds.Component] =
            [InventoryAttributes.Vendor, InventoryAttributes.Version, InventoryAttributes.Criticality, InventoryAttributes.Lifecycle],
        [InventoryKinds.Organisation] = [InventoryAttributes.NameHindi, InventoryAttributes.Contact],
        [InventoryKinds.Person] = [InventoryAttributes.NameHindi, InventoryAttributes.Contact],
    };

    /// <summary>The attributes of a kind, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> Of(string kind) => [InventoryAttributes.Name, .. OfKind.GetValueOrDefault(kind, []), InventoryAttributes.Note];

    /// <summary>The attributes of a kind, and what else that the program understands is said of the node.</summary>
    public static IReadOnlyList<string> Of(GraphNode node) =>
    [
        .. Of(node.Kind).SkipLast(1)
            .Concat(InventoryAttributes.All.Where(name => name != InventoryAttributes.Geometry && node.Attribute(name) is not null))
            .Where(name => name != InventoryAttributes.Note).Distinct(),
        InventoryAttributes.Note,
    ];
}
