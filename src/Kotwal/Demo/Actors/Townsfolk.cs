using Kotwal.Demo.Places;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Actors;

/// <summary>All systems of the city that speak for themselves, each with a random source of its own.</summary>
internal static class Townsfolk
{
    /// <summary>One actor a node; PLCs are heard of only through the sensors.</summary>
    public static IEnumerable<IActor> Of(DemoCity city, int seed) =>
        from numbered in city.Nodes.Index()
        let actor = For(city, numbered.Item, DemoRandom.For(seed, numbered.Index))
        where actor is not null
        select actor;

    private static IActor? For(DemoCity city, DemoNode node, DemoRandom random) => node.Type switch
    {
        "camera" => new Camera(node, random),
        "signal_controller" => new SignalController(node, random),
        "meter_gateway" => new MeterGateway(node, random),
        "light_controller" => new LightController(node, random),
        "server" => new LinuxServer(node, random),
        "workstation" => new Workstation(node, random),
        "firewall" or "switch" or "wifi_gateway" => new NetworkGear(node, random),
        "network_sensor" when node.Name == "sensor-01" => new SuricataSensor(city, random),
        "network_sensor" => new ZeekSensor(city, random),
        _ => null,
    };
}
