using Kotwal.City.Graph;

namespace Kotwal.Demo.Actors;

/// <summary>The systems that everybody in the sample city talks to, and its nodes by type.</summary>
internal sealed class Landmarks(CityPlan city)
{
    private readonly ILookup<string, CityNode> byType = city.Nodes.ToLookup(node => node.Type, StringComparer.Ordinal);

    public CityNode NameServer { get; } = Find(city, "dns-01");

    public CityNode TimeServer { get; } = Find(city, "ntp-01");

    public CityNode Mail { get; } = Find(city, "mail-01");

    public CityNode Backup { get; } = Find(city, "backup-01");

    public CityNode Database { get; } = Find(city, "portal-db-01");

    public CityNode Bastion { get; } = Find(city, "bastion-01");

    /// <summary>The server that collects what meters say.</summary>
    public CityNode MeterHead { get; } = Find(city, "mdm-01");

    /// <summary>The server that reads the signals and never writes to them.</summary>
    public CityNode SignalHead { get; } = Find(city, "tms-headend-01");

    /// <summary>The server that gives signals their plans.</summary>
    public CityNode PlanServer { get; } = Find(city, "tms-plan-01");

    /// <summary>The server that runs the water works.</summary>
    public CityNode WaterControl { get; } = Find(city, "scada-01");

    public IReadOnlyList<CityNode> Portals { get; } = [Find(city, "portal-01"), Find(city, "portal-02")];

    /// <summary>The servers that record the cameras' pictures.</summary>
    public IReadOnlyList<CityNode> Recorders { get; } = [Find(city, "vms-01"), Find(city, "vms-02"), Find(city, "vms-03")];

    /// <summary>The desks in the control room.</summary>
    public IReadOnlyList<CityNode> Desks => [.. Of("workstation").Where(node => node.Zone == "control")];

    /// <summary>The nodes of one type, in the order of the file.</summary>
    public IReadOnlyList<CityNode> Of(string type) => [.. byType[type]];

    private static CityNode Find(CityPlan city, string name) =>
        city.Nodes.FirstOrDefault(node => node.Name == name)
        ?? throw new InvalidDataException($"The sample city's nodes.csv has no node named {name}.");
}
