using System.Collections.Frozen;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.ServiceNow;

/// <summary>Fields of the table <c>cmdb_ci</c>, and what its classes and codes are for us.</summary>
internal static class ServiceNowFields
{
    /// <summary>What the fields mean, as targets of a mapping.</summary>
    public static FrozenDictionary<string, string> Targets { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["sys_id"] = "id:ref",
        ["name"] = "name",
        ["sys_class_name"] = "type",
        ["ip_address"] = "id:ip",
        ["mac_address"] = "id:mac",
        ["serial_number"] = "id:serial",
        ["fqdn"] = "id:hostname",
        ["host_name"] = "id:hostname",
        ["manufacturer"] = "vendor",
        ["vendor"] = "rel:supplied-by:organisation",
        ["model_id"] = "model",
        ["os"] = "os",
        ["location"] = "rel:located-in:site",
        ["owned_by"] = "rel:owned-by:person",
        ["department"] = "rel:owned-by:organisation",
        ["operational_status"] = "lifecycle",
        ["business_criticality"] = "criticality",
        ["short_description"] = "note",
        ["comments"] = "servicenow.comments",
        ["asset_tag"] = "servicenow.asset_tag",
        ["environment"] = "servicenow.environment",
        ["support_group"] = "servicenow.support_group",
        ["install_status"] = "servicenow.install_status",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, (string Kind, string Type)> Classes = Table(
        (InventoryKinds.Service, "", "cmdb_ci_service business_service cmdb_ci_service_business cmdb_ci_service_technical technical_service cmdb_ci_service_auto application_service cmdb_ci_service_discovered service_offering service"),
        (InventoryKinds.Asset, "application", "cmdb_ci_appl application cmdb_ci_business_app business_application cmdb_ci_web_server web_server"),
        (InventoryKinds.Asset, "database", "cmdb_ci_database database cmdb_ci_db_instance database_instance cmdb_ci_db_mssql_instance cmdb_ci_db_mysql_instance cmdb_ci_db_postgresql_instance cmdb_ci_db_ora_instance"),
        (InventoryKinds.Asset, "server", "cmdb_ci_server server cmdb_ci_linux_server linux_server cmdb_ci_win_server windows_server cmdb_ci_unix_server unix_server cmdb_ci_esx_server esx_server cmdb_ci_vm_instance virtual_machine_instance"),
        (InventoryKinds.Asset, "workstation", "cmdb_ci_computer computer cmdb_ci_pc_hardware personal_computer"),
        (InventoryKinds.Asset, "network_device", "cmdb_ci_netgear network_gear"),
        (InventoryKinds.Asset, "switch", "cmdb_ci_ip_switch ip_switch"),
        (InventoryKinds.Asset, "router", "cmdb_ci_ip_router ip_router"),
        (InventoryKinds.Asset, "firewall", "cmdb_ci_ip_firewall ip_firewall cmdb_ci_firewall_device firewall_device"),
        (InventoryKinds.Asset, "load_balancer", "cmdb_ci_lb load_balancer"),
        (InventoryKinds.Asset, "printer", "cmdb_ci_printer printer"),
        (InventoryKinds.Asset, "camera", "cmdb_ci_ip_camera ip_camera cmdb_ci_camera camera"),
        (InventoryKinds.Asset, "storage", "cmdb_ci_storage_server storage_server cmdb_ci_storage_device storage_device"));

    // The codes of a new installation; one's own labels are understood too.
    private static readonly FrozenDictionary<string, string> Operational = new Dictionary<string, string>
    {
        ["1"] = "active",
        ["2"] = "active",
        ["3"] = "active",
        ["4"] = "active",
        ["5"] = "active",
        ["6"] = "retired",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Installed = new Dictionary<string, string>
    {
        ["1"] = "active",
        ["2"] = "planned",
        ["3"] = "active",
        ["4"] = "planned",
        ["5"] = "active",
        ["6"] = "planned",
        ["7"] = "retired",
        ["8"] = "retired",
        ["100"] = "retired",
    }.ToFrozenDictionary();

    /// <summary>Kind and type of a class, by its name or its label; a class of one's own is an asset of that type.</summary>
    public static (string Kind, string Type) Class(string underscored) =>
        Classes.TryGetValue(underscored, out var found)
            ? found
            : (InventoryKinds.Asset, underscored.StartsWith("cmdb_ci_", StringComparison.Ordinal) ? underscored["cmdb_ci_".Length..] : underscored);

    /// <summary>The lifecycle that both say, by their codes or labels: retired when one of them does. Labels of one's own are returned as they are.</summary>
    public static string Lifecycle(string operational, string installed)
    {
        var works = Operational.GetValueOrDefault(operational) ?? KnownWords.Read(InventoryAttributes.Lifecycle, operational);
        var stands = Installed.GetValueOrDefault(installed) ?? KnownWords.Read(InventoryAttributes.Lifecycle, installed);
        return works == "retired" || stands == "retired" ? "retired"
            : stands == "planned" ? stands
            : works ?? stands ?? (operational.Length > 0 ? operational : installed);
    }

    private static FrozenDictionary<string, (string, string)> Table(params (string Kind, string Type, string Names)[] entries) =>
        entries.SelectMany(entry => entry.Names.Split(' ').Select(name => KeyValuePair.Create(name, (entry.Kind, entry.Type)))).ToFrozenDictionary();
}
