using Kotwal.Inventory.Reading;
using Kotwal.Inventory.Tables;

namespace Kotwal.Inventory.Formats.ServiceNow;

/// <summary>One configuration item to an item of ours.</summary>
internal static class ServiceNowRow
{
    private const string References = "servicenow/";

    private static readonly string[] Kept =
        ["comments", "asset_tag", "environment", "support_group", "assignment_group", "install_status", "operational_status", "sys_class_name", "os_version", "category", "subcategory"];

    /// <returns>The item, or null when the row gives none, which is reported.</returns>
    public static InventoryItem? Read(TableRow row, Dictionary<string, int> fields, InventoryReading reading)
    {
        string Of(string name) => fields.TryGetValue(name, out var column) ? DefusedCell.Read(row[column]).Trim() : "";

        var (kind, type) = ServiceNowFields.Class(KnownWords.Underscored(Of("sys_class_name")));
        var item = new ItemBuilder(kind, row.Line, reading);
        item.Mark(InventoryIdentifiers.Reference, Of("sys_id") is { Length: > 0 } id ? References + id : null);
        item.MarkSerial(Of("serial_number"), Of("manufacturer"));
        MarkEach(item, InventoryIdentifiers.Mac, Of("mac_address"));
        MarkEach(item, InventoryIdentifiers.HostName, Of("fqdn"));
        MarkEach(item, InventoryIdentifiers.HostName, Of("host_name"));
        MarkEach(item, InventoryIdentifiers.Address, Of("ip_address"));
        Say(item, Of, type);
        item.RelateReference(InventoryRelations.LocatedIn, InventoryKinds.Site, Escape(Of("location")));
        item.RelateReference(InventoryRelations.OwnedBy, InventoryKinds.Person, Escape(Of("owned_by")));
        item.RelateReference(InventoryRelations.OwnedBy, InventoryKinds.Organisation, Escape(Of("department")));
        item.RelateReference(InventoryRelations.SuppliedBy, InventoryKinds.Organisation, Escape(Of("vendor")));
        return item.Build();
    }

    private static void Say(ItemBuilder item, Func<string, string> of, string type)
    {
        item.Say(InventoryAttributes.Name, of("name"));
        item.Say(InventoryAttributes.Type, type);
        item.Say(InventoryAttributes.Vendor, of("manufacturer"));
        item.Say(InventoryAttributes.Model, of("model_id") is { Length: > 0 } model ? model : of("model_number"));
        item.Say(InventoryAttributes.OperatingSystem, of("os"));
        item.Say(InventoryAttributes.Criticality, Criticality(of("business_criticality")));
        item.Say(InventoryAttributes.Lifecycle, ServiceNowFields.Lifecycle(of("operational_status"), of("install_status")));
        item.Say(InventoryAttributes.Note, of("short_description"));
        foreach (var name in Kept)
        {
            item.Say("servicenow." + name, of(name));
        }
    }

    private static void MarkEach(ItemBuilder item, string kind, string cell)
    {
        foreach (var text in cell.Split([',', ';', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            item.Mark(kind, text);
        }
    }

    // "1 - most critical" to "4 - not critical"; the export of codes has only the number.
    private static string Criticality(string value) =>
        value.TrimStart() is { Length: > 0 } text && (text.Length == 1 || text[1] is ' ' or '-')
            ? text[0] switch
            {
                '1' => "critical",
                '2' => "high",
                '3' => "medium",
                '4' => "low",
                _ => value,
            }
            : value;

    // A slash in a name does not part it from a system.
    private static string Escape(string name) => name.Replace('/', '-');
}
