using Kotwal.City.Graph;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Actors;

/// <summary>A gateway that reads electricity meters: new syslog over UDP.</summary>
internal sealed class MeterGateway(CityNode node, Landmarks landmarks, DemoRandom random) : IActor
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(40);

    private readonly int process = random.Between(300, 700);

    public IEnumerable<Utterance> Speak(DateTimeOffset from)
    {
        for (var at = from + random.UpTo(Pause); ; at += random.Around(Pause))
        {
            yield return random.Between(0, 100) switch
            {
                < 70 => Say(at, Priority.DeviceInfo, "READ", $"read meters={random.Between(180, 240)} missing={random.Between(0, 4)} took={random.Between(8, 30)}s"),
                < 90 => Say(at, Priority.DeviceInfo, "PUSH", $"pushed {random.Between(8, 60)} kB to {landmarks.MeterHead.Address}"),
                < 97 => Say(at, Priority.DeviceNotice, "RADIO", $"meter {random.Between(100_000, 999_999)} joined rssi=-{random.Between(60, 99)}dBm"),
                _ => Say(at, Priority.DeviceWarning, "RADIO", $"meter {random.Between(100_000, 999_999)} lost for 3 readings"),
            };
        }
    }

    private Utterance Say(DateTimeOffset at, Priority priority, string id, string text) =>
        new(at, Door.SyslogUdp, SyslogLine.Rfc5424(priority, at, node.Name, node.Address, "mgwd", process, id, text));
}
