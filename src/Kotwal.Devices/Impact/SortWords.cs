using Kotwal.City.Graph;
using Kotwal.Inventory;
using Microsoft.Extensions.Localization;

namespace Kotwal.Devices.Impact;

/// <summary>What sort of thing a node is, in words for people.</summary>
internal static class SortWords
{
    /// <summary>Its type when it has one, else its kind.</summary>
    public static string Of(IStringLocalizer text, GraphNode node) =>
        node.Attribute(InventoryAttributes.Type) is { Length: > 0 } type ? type.Replace('_', ' ') : Kind(text, node.Kind);

    public static string Kind(IStringLocalizer text, string kind) => text["node.kind." + kind];
}
