using Kotwal.City.Graph;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Actors;

/// <summary>All systems of the city that speak for themselves, each with a random source of its own.</summary>
internal static class Townsfolk
{
    /// <summary>One actor a node; PLCs are heard of only through the sensors.</summary>
    public static IEnumerable<IActor> Of(CityPlan city, int seed) =>
        Of(city, new Landmarks(city), seed);

    private static IEnumerable<IActor> Of(CityPlan city, Landmarks landmarks, int seed) =>
        from numbered in city.Nodes.Index()
        let actor = For(numbered.Item, landmarks, DemoRandom.For(seed, numbered.Index))
        where actor is not null
        select actor;

    private static IActor? For(CityNode node, Landmarks landmarks, DemoRandom random) => node.Type switch
    {
        "camera" => new Camera(node, landmarks, random),
        "signal_controller" => new SignalController(node, landmarks, random),
        "meter_gateway" => new MeterGateway(node, landmarks, random),
        "light_controller" => new LightController(node, random),
        "server" or "control_server" => new LinuxServer(node, landmarks, random),
        "workstation" => new Workstation(node, landmarks, random),
        "firewall" or "switch" or "wifi_gateway" => new NetworkGear(node, landmarks, random),
        "network_sensor" when node.Name == "sensor-01" => new SuricataSensor(landmarks, random),
        "network_sensor" => new ZeekSensor(landmarks, random),
        _ => null,
    };
}
