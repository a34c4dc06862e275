using System.Globalization;
using Kotwal.Inventory;

namespace Kotwal.LargeCity;

/// <summary>The inventory of a made-up city of any size; the same size gives the same city.</summary>
public static class CityOfSize
{
    private const int Wards = 200;
    private const int SystemsOfSite = 25;

    private static readonly string[] Zones = ["cctv", "signals", "field", "scada", "control", "dc", "egov", "emergency", "network", "wifi"];
    private static readonly string[] Services = ["emergency", "water", "traffic", "cctv", "lighting", "portal", "datacentre", "wifi"];
    private static readonly string[] Grades = ["critical", "critical", "high", "medium", "low", "medium", "high", "low"];
    private static readonly string[] Types = ["camera", "signal_controller", "meter", "plc", "server", "gateway", "sensor", "light_controller"];
    private static readonly string[] Departments = ["Traffic Police", "Water Board", "Emergency Services", "IT Cell"];
    private static readonly string[] Makers = ["Netrakel", "Jaldhara", "Prakashan", "Setu", "Vahana"];

    /// <summary>The items: about so many, all kinds taken together.</summary>
    public static IEnumerable<InventoryItem> Items(int nodes)
    {
        for (var zone = 0; zone < Zones.Length; zone++)
        {
            yield return Item(InventoryKinds.Zone, Zones[zone], [(InventoryAttributes.Name, Zones[zone]), (InventoryAttributes.Network, $"10.{zone * 20}.0.0/14")], []);
        }

        for (var service = 0; service < Services.Length; service++)
        {
            yield return Item(
                InventoryKinds.Service, Services[service],
                [(InventoryAttributes.Name, Services[service]), (InventoryAttributes.Criticality, Grades[service])],
                [
                    (InventoryRelations.OwnedBy, InventoryKinds.Organisation, Departments[service % Departments.Length]),
                    .. service > 0 ? new[] { (InventoryRelations.DependsOn, InventoryKinds.Service, "datacentre") } : [],
                ]);
        }

        for (var ward = 0; ward < Wards; ward++)
        {
            yield return Item(InventoryKinds.Ward, Id("w", ward), [(InventoryAttributes.Name, "Ward " + Text(ward))], []);
        }

        var sites = Math.Max(1, nodes / (SystemsOfSite + 1));
        for (var site = 0; site < sites; site++)
        {
            yield return Item(
                InventoryKinds.Site, Id("s", site),
                [(InventoryAttributes.Name, "Site " + Text(site)), (InventoryAttributes.Type, "junction")],
                [(InventoryRelations.LocatedIn, InventoryKinds.Ward, Id("w", site % Wards))]);
        }

        for (var system = 0; system < nodes - sites - Wards - Zones.Length - Services.Length - Departments.Length; system++)
        {
            yield return System(system, sites);
        }
    }

    private static InventoryItem System(int number, int sites)
    {
        var sort = number % Types.Length;
        var zone = number % Zones.Length;
        var within = number / Zones.Length;
        var item = Item(
            InventoryKinds.Asset, Id(Types[sort] + "-", number),
            [
                (InventoryAttributes.Name, Id(Types[sort] + "-", number)), (InventoryAttributes.Type, Types[sort]),
                (InventoryAttributes.Vendor, Makers[number % Makers.Length]), (InventoryAttributes.Model, "M" + Text(number % 40)),
            ],
            [
                (InventoryRelations.LocatedIn, InventoryKinds.Site, Id("s", number % sites)),
                (InventoryRelations.Runs, InventoryKinds.Service, Services[sort]),
            ]);
        return item with
        {
            Identifiers =
            [
                item.Identifiers[0],
                new(InventoryIdentifiers.Mac, $"02:{number >> 24 & 255:x2}:00:{number >> 16 & 255:x2}:{number >> 8 & 255:x2}:{number & 255:x2}"),
                new(InventoryIdentifiers.HostName, Id(Types[sort] + "-", number)),
                new(InventoryIdentifiers.Address, $"10.{(zone * 20) + (within >> 16)}.{within >> 8 & 255}.{within & 255}"),
            ],
        };
    }

    private static InventoryItem Item(
        string kind, string id, (string Name, string Value)[] attributes, (string Name, string Kind, string Target)[] relations) => new()
        {
            Kind = kind,
            Identifiers = [new(InventoryIdentifiers.Reference, $"kotwal/{kind}/{id}")],
            Attributes = [.. attributes.Select(said => KeyValuePair.Create(said.Name, said.Value))],
            Relations = [.. relations.Select(to => new InventoryRelation(to.Name, to.Kind, new(InventoryIdentifiers.Reference, $"kotwal/{to.Kind}/{to.Target}")))],
        };

    private static string Id(string prefix, int number) => prefix + Text(number);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
