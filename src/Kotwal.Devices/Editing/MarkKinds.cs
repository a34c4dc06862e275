using Kotwal.City.Graph;
using Kotwal.Devices.Nodes;
using Kotwal.Inventory;

namespace Kotwal.Devices.Editing;

/// <summary>Kinds of marks as the console offers them: the city's short id is a reference that is written without its prefix.</summary>
internal static class MarkKinds
{
    public const string ShortId = "short";

    public static IReadOnlyList<string> All { get; } =
    [
        InventoryIdentifiers.Address, InventoryIdentifiers.Mac, InventoryIdentifiers.HostName, InventoryIdentifiers.Serial, ShortId,
        InventoryIdentifiers.Certificate, InventoryIdentifiers.MqttClientId, InventoryIdentifiers.PackageUrl, InventoryIdentifiers.Cpe,
        InventoryIdentifiers.Reference,
    ];

    /// <summary>By what a node of the kind is mostly known.</summary>
    public static string UsualOf(string kind) => kind switch
    {
        InventoryKinds.Asset => InventoryIdentifiers.Address,
        InventoryKinds.Component => InventoryIdentifiers.PackageUrl,
        _ => ShortId,
    };

    /// <summary>What a person chose and wrote, as a change.</summary>
    public static MarkChange Read(string chosen, string value, string nodeKind)
    {
        var written = value.Trim();
        return chosen != ShortId ? new(chosen, written)
            : new(InventoryIdentifiers.Reference, written.Length == 0 ? "" : ShortIds.Of(nodeKind, written).Value);
    }
}
