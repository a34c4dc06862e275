using Kotwal.City.Graph;

namespace Kotwal.Watch.Tests.Map;

/// <summary>A city of two square wards side by side, on the equator so that a degree is as long in every direction.</summary>
internal static class TwoWards
{
    public static CityPlan Plan { get; } = new()
    {
        Name = "Testpur",
        NameHindi = "टेस्टपुर",
        Services = [new("water", "Water", "", "critical", "", []), new("lights", "Lights", "", "low", "", [])],
        Wards = [Ward("west", 0), Ward("east", 0.1)],
        Sites =
        [
            new("works", "Water works", "water_works", "west", new(0.02, 0.02)),
            new("crossing", "A crossing", "junction", "east", new(0.15, 0.05)),
        ],
        Nodes =
        [
            Node("plc-1", "plc", "10.0.1.1", "west", "water"),
            Node("plc-2", "plc", "10.0.1.2", "west", "water"),
            Node("lamp-1", "light_controller", "10.0.1.3", "west", "lights"),
            Node("cam-1", "camera", "10.0.2.1", "east", "cctv"),
            Node("sensor-1", "network_sensor", "10.0.2.9", "east", ""),
            Node("lost-1", "server", "10.0.9.1", "", ""),
        ],
    };

    private static CityWard Ward(string id, double west) =>
        new(id, $"The {id}", "", [[new(west, 0), new(west + 0.1, 0), new(west + 0.1, 0.1), new(west, 0.1), new(west, 0)]]);

    private static CityNode Node(string name, string type, string address, string ward, string service) =>
        new(name, type, address, "zone", ward, "", service, "", "", "");
}
