using Kotwal.City.Graph;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Actors;

/// <summary>The conversations of an ordinary day: who talks to whom in the city, as its network carries it.</summary>
internal sealed class SmallTalk(Landmarks landmarks, DemoRandom random)
{
    private readonly IReadOnlyList<CityNode> cameras = landmarks.Of("camera");
    private readonly IReadOnlyList<CityNode> gateways = landmarks.Of("meter_gateway");
    private readonly IReadOnlyList<CityNode> controllers = landmarks.Of("signal_controller");
    private readonly IReadOnlyList<CityNode> plcs = landmarks.Of("plc");
    private readonly IReadOnlyList<CityNode> desks = landmarks.Desks;

    /// <summary>A finished conversation.</summary>
    public Conversation Next() => random.Between(0, 100) switch
    {
        < 25 => new(random, random.Pick(landmarks.Recorders).Address, random.Pick(cameras).Address, 554) { Service = "rtsp", Sent = 2_100, Received = random.Between(60_000, 900_000), Duration = random.Around(TimeSpan.FromSeconds(8)) },
        < 40 => new(random, Citizen(), random.Pick(landmarks.Portals).Address, 443) { Service = "ssl", Sent = random.Between(600, 4_000), Received = random.Between(4_000, 90_000), Duration = random.Around(TimeSpan.FromSeconds(2)) },
        < 52 => new(random, Guest(), $"192.0.2.{random.Between(2, 250)}", 443) { Service = "ssl", Sent = random.Between(600, 9_000), Received = random.Between(4_000, 400_000), Duration = random.Around(TimeSpan.FromSeconds(4)) },
        < 64 => new(random, random.Pick(cameras).Address, landmarks.TimeServer.Address, 123, "udp") { Service = "ntp", Sent = 48, Received = 48, Duration = TimeSpan.FromMilliseconds(2) },
        < 74 => new(random, random.Pick(gateways).Address, landmarks.MeterHead.Address, 8_443) { Service = "ssl", Sent = random.Between(8_000, 60_000), Received = 2_400, Duration = random.Around(TimeSpan.FromSeconds(3)) },
        < 84 => new(random, random.Pick(desks).Address, random.Pick(landmarks.Recorders).Address, 443) { Service = "ssl", Sent = 3_000, Received = random.Between(20_000, 900_000), Duration = random.Around(TimeSpan.FromSeconds(10)) },
        < 89 => new(random, landmarks.Backup.Address, landmarks.Database.Address, 22) { Service = "ssh", Sent = 9_000, Received = 80_000, Duration = random.Around(TimeSpan.FromSeconds(12)) },
        < 93 => new(random, Guest(), $"192.0.2.{random.Between(2, 250)}", random.Pick([80, 8_080, 5_228])) { Ending = random.Pick([Ending.Unanswered, Ending.Refused]) },
        < 96 => new(random, random.Pick(landmarks.Recorders).Address, random.Pick(cameras).Address, 80) { Ending = Ending.Unanswered },
        _ => new(random, random.Pick(desks).Address, landmarks.Mail.Address, 993) { Service = "ssl", Sent = 1_400, Received = 16_000, Duration = random.Around(TimeSpan.FromSeconds(2)) },
    };

    /// <summary>A question to the city's name server, and the answer, or null when the name does not exist.</summary>
    public (Conversation Talk, string Name, string? Answer) Question()
    {
        var talk = new Conversation(random, random.Pick(desks).Address, landmarks.NameServer.Address, 53, "udp")
        {
            Service = "dns",
            Sent = 44,
            Received = 60,
            Duration = TimeSpan.FromMilliseconds(2),
        };
        return random.Between(0, 100) switch
        {
            < 40 => (talk, "portal.kirangarh.example", landmarks.Portals[0].Address),
            < 60 => (talk, "ntp.kirangarh.example", landmarks.TimeServer.Address),
            < 75 => (talk, "vms.kirangarh.example", landmarks.Recorders[0].Address),
            < 95 => (talk with { Source = Guest() }, $"{random.Pick(["news", "mail", "maps", "video", "shop"])}.example.net", $"192.0.2.{random.Between(2, 250)}"),
            _ => (talk, $"printer-{random.Between(1, 30)}.kirangarh.example", null),
        };
    }

    /// <summary>
    /// A Modbus exchange: the traffic head-end reads signals, the plan server writes plans to them, the water control server reads
    /// PLCs and switches pumps. Nobody else speaks Modbus here.
    /// </summary>
    public (Conversation Talk, ModbusFunction Function) Exchange() => random.Between(0, 100) switch
    {
        < 55 => (Modbus(landmarks.SignalHead, random.Pick(controllers)), ModbusFunction.ReadHolding),
        < 60 => (Modbus(landmarks.PlanServer, random.Pick(controllers)), ModbusFunction.WriteRegisters),
        < 96 => (Modbus(landmarks.WaterControl, random.Pick(plcs)), random.Pick([ModbusFunction.ReadHolding, ModbusFunction.ReadInput])),
        _ => (Modbus(landmarks.WaterControl, random.Pick(plcs)), ModbusFunction.WriteCoil),
    };

    /// <summary>Somebody who visits the city's portal from outside.</summary>
    public string Citizen() => $"198.51.100.{random.Between(2, 250)}";

    private string Guest() => $"172.16.{random.Between(1, 13)}.{random.Between(20, 250)}";

    private Conversation Modbus(CityNode master, CityNode device) =>
        new(random, master.Address, device.Address, 502) { Service = "modbus", Sent = 12, Received = 29, Duration = TimeSpan.FromMilliseconds(40) };
}
