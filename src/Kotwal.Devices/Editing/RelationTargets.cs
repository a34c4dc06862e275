using Kotwal.Inventory;

namespace Kotwal.Devices.Editing;

/// <summary>At what each relation mostly points, so that a search offers no wards as owners.</summary>
internal static class RelationTargets
{
    private static readonly Dictionary<string, string[]> Kinds = new(StringComparer.Ordinal)
    {
        [InventoryRelations.DependsOn] = [InventoryKinds.Service, InventoryKinds.Asset, InventoryKinds.DataSet, InventoryKinds.Component],
        [InventoryRelations.Runs] = [InventoryKinds.Service, InventoryKinds.Component],
        [InventoryRelations.ConnectsTo] = [InventoryKinds.Asset, InventoryKinds.Service, InventoryKinds.Zone],
        [InventoryRelations.LocatedIn] = [InventoryKinds.Zone, InventoryKinds.Site, InventoryKinds.Ward],
        [InventoryRelations.OwnedBy] = [InventoryKinds.Organisation, InventoryKinds.Person],
        [InventoryRelations.SuppliedBy] = [InventoryKinds.Organisation],
        [InventoryRelations.Holds] = [InventoryKinds.DataSet],
        [InventoryRelations.Protects] = [InventoryKinds.Zone, InventoryKinds.Asset, InventoryKinds.Service],
    };

    public static IReadOnlyList<string> KindsOf(string relation) => Kinds.GetValueOrDefault(relation, [.. InventoryKinds.All]);
}
