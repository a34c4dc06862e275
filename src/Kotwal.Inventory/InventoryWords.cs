namespace Kotwal.Inventory;

/// <summary>Kinds of nodes of a city.</summary>
public static class InventoryKinds
{
    /// <summary>Something the city does for people.</summary>
    public const string Service = "service";

    /// <summary>A system: camera, signal controller, meter, sensor, gateway, PLC, server, application; <see cref="InventoryAttributes.Type"/> says which.</summary>
    public const string Asset = "asset";

    /// <summary>A place at which systems stand.</summary>
    public const string Site = "site";

    public const string Ward = "ward";

    /// <summary>A security zone: a part of the network with one purpose.</summary>
    public const string Zone = "zone";

    public const string DataSet = "dataset";

    /// <summary>A software component: a package or program in a version.</summary>
    public const string Component = "component";

    /// <summary>A department, a utility, a supplier.</summary>
    public const string Organisation = "organisation";

    public const string Person = "person";

    public static IReadOnlyList<string> All { get; } =
        [Service, Asset, Site, Ward, Zone, DataSet, Component, Organisation, Person];
}

/// <summary>Kinds of marks by which a node is known, the strongest first.</summary>
public static class InventoryIdentifiers
{
    /// <summary>
    /// The id in the system it comes from, under that system's name: <c>netbox/dcim.device/17</c>, <c>servicenow/…</c>;
    /// <c>kotwal/zone/scada</c> for the short ids of the city's plan, which events carry.
    /// </summary>
    public const string Reference = "ref";

    /// <summary>Maker and serial number, <c>maker/number</c> in lower case; only the number when the maker is not known.</summary>
    public const string Serial = "serial";

    /// <summary>SHA-256 of a certificate, 64 lower-case hexadecimal digits.</summary>
    public const string Certificate = "certificate";

    /// <summary>IEEE 802 address, six lower-case hexadecimal pairs with colons.</summary>
    public const string Mac = "mac";

    public const string MqttClientId = "mqtt";

    /// <summary>Package URL (purl specification), for software components.</summary>
    public const string PackageUrl = "purl";

    /// <summary>CPE 2.3 formatted string (NISTIR 7695), for software components.</summary>
    public const string Cpe = "cpe";

    /// <summary>Host name without trailing dot, in lower case.</summary>
    public const string HostName = "hostname";

    /// <summary>IP address in the text of RFC 5952 or dotted decimal; a weak mark, because addresses move.</summary>
    public const string Address = "ip";

    public static IReadOnlyList<string> All { get; } =
        [Reference, Serial, Certificate, Mac, MqttClientId, PackageUrl, Cpe, HostName, Address];
}

/// <summary>Arrows between nodes.</summary>
public static class InventoryRelations
{
    /// <summary>Cannot do its work without the target.</summary>
    public const string DependsOn = "depends-on";

    /// <summary>Carries the target: an asset runs a service, a server runs a component. The target depends on it.</summary>
    public const string Runs = "runs";

    public const string ConnectsTo = "connects-to";

    /// <summary>Stands in: an asset in a site, ward or zone; a site in a ward.</summary>
    public const string LocatedIn = "located-in";

    /// <summary>The organisation or person that answers for it.</summary>
    public const string OwnedBy = "owned-by";

    public const string SuppliedBy = "supplied-by";

    /// <summary>Keeps the target, a data set.</summary>
    public const string Holds = "holds";

    /// <summary>Stands before the target, as a firewall does.</summary>
    public const string Protects = "protects";

    public static IReadOnlyList<string> All { get; } =
        [DependsOn, Runs, ConnectsTo, LocatedIn, OwnedBy, SuppliedBy, Holds, Protects];
}

/// <summary>Attributes that the program understands. Others are kept under a source's prefix, such as <c>netbox.tenant</c>.</summary>
public static class InventoryAttributes
{
    /// <summary>What people call it.</summary>
    public const string Name = "name";

    /// <summary>The same in Hindi.</summary>
    public const string NameHindi = "name.hi";

    /// <summary>What sort of asset or site: <c>camera</c>, <c>signal_controller</c>, <c>plc</c>; lower case with underscores.</summary>
    public const string Type = "type";

    public const string Vendor = "vendor";

    public const string Model = "model";

    public const string Version = "version";

    public const string OperatingSystem = "os";

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</summary>
    public const string Criticality = "criticality";

    /// <summary><c>internal</c>, <c>partner</c> or <c>internet</c>: from where it can be reached.</summary>
    public const string Exposure = "exposure";

    /// <summary><c>planned</c>, <c>active</c> or <c>retired</c>.</summary>
    public const string Lifecycle = "lifecycle";

    /// <summary>The <see cref="Lifecycle"/> of what is in use no longer.</summary>
    public const string Retired = "retired";

    /// <summary>A zone's network, as prefix in CIDR notation (RFC 4632, RFC 4291); a zone may have several.</summary>
    public const string Network = "network";

    /// <summary><c>yes</c> for a zone of guests, such as public Wi-Fi: who speaks there is a stranger by right.</summary>
    public const string Guests = "guests";

    /// <summary>What <see cref="Guests"/> says of a zone of guests.</summary>
    public const string Yes = "yes";

    /// <summary>Longitude and latitude in degrees of WGS 84, <c>77.59,12.97</c>.</summary>
    public const string Location = "location";

    /// <summary>GeoJSON geometry (RFC 7946) of a ward or a zone.</summary>
    public const string Geometry = "geometry";

    /// <summary>How to reach a person or an organisation.</summary>
    public const string Contact = "contact";

    public const string Note = "note";

    public static IReadOnlyList<string> All { get; } =
    [
        Name, NameHindi, Type, Vendor, Model, Version, OperatingSystem, Criticality, Exposure, Lifecycle, Network, Guests, Location, Geometry,
        Contact, Note,
    ];

    /// <summary>The words of attributes that have few; an attribute that is not here takes any text.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Choices { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [Criticality] = ["low", "medium", "high", "critical"],
        [Exposure] = ["internal", "partner", "internet"],
        [Lifecycle] = ["planned", "active", Retired],
        [Guests] = [Yes, "no"],
    };
}
