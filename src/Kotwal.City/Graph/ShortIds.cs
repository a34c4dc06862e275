using Kotwal.Inventory;

namespace Kotwal.City.Graph;

/// <summary>The short ids of the city's plan, which events carry: references of the form <c>kotwal/KIND/ID</c>.</summary>
public static class ShortIds
{
    public static string PrefixOf(string kind) => "kotwal/" + kind + "/";

    public static InventoryIdentifier Of(string kind, string id) => new(InventoryIdentifiers.Reference, PrefixOf(kind) + id);

    public static bool IsShortId(InventoryIdentifier mark) =>
        mark.Kind == InventoryIdentifiers.Reference && mark.Value.StartsWith("kotwal/", StringComparison.Ordinal);
}
