using Kotwal.Inventory;

namespace Kotwal.Devices.Imports;

/// <summary>What a column of a table can mean, as the import page offers it; see <see cref="InventoryMapping.Columns"/>.</summary>
internal static class ColumnMeanings
{
    public static IReadOnlyList<string> All { get; } =
    [
        "kind",
        .. InventoryAttributes.All,
        .. InventoryIdentifiers.All.Select(kind => "id:" + kind),
        Relation(InventoryRelations.LocatedIn, InventoryKinds.Zone), Relation(InventoryRelations.LocatedIn, InventoryKinds.Ward),
        Relation(InventoryRelations.LocatedIn, InventoryKinds.Site), Relation(InventoryRelations.Runs, InventoryKinds.Service),
        Relation(InventoryRelations.OwnedBy, InventoryKinds.Organisation), Relation(InventoryRelations.OwnedBy, InventoryKinds.Person),
        Relation(InventoryRelations.DependsOn, InventoryKinds.Asset), Relation(InventoryRelations.DependsOn, InventoryKinds.Service),
        Relation(InventoryRelations.SuppliedBy, InventoryKinds.Organisation), Relation(InventoryRelations.ConnectsTo, InventoryKinds.Asset),
        Relation(InventoryRelations.Holds, InventoryKinds.DataSet), Relation(InventoryRelations.Protects, InventoryKinds.Asset),
    ];

    private static string Relation(string name, string kind) => $"rel:{name}:{kind}";
}
