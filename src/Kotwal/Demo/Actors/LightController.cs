using Kotwal.City.Graph;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Actors;

/// <summary>A feeder pillar that switches street lights: old syslog over TCP, a line each.</summary>
internal sealed class LightController(CityNode node, DemoRandom random) : IActor
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(50);

    public IEnumerable<Utterance> Speak(DateTimeOffset from)
    {
        for (var at = from + random.UpTo(Pause); ; at += random.Around(Pause))
        {
            yield return random.Between(0, 100) switch
            {
                < 80 => Say(at, Priority.DeviceInfo, $"feeder {random.Between(1, 5)} load={random.Between(2, 40)}A voltage={random.Between(224, 239)}V"),
                < 96 => Say(at, Priority.DeviceInfo, $"dimming level={random.Pick([40, 60, 80, 100])}% cause=schedule"),
                _ => Say(at, Priority.DeviceWarning, $"lamp {random.Between(1, 90)} does not burn"),
            };
        }
    }

    private Utterance Say(DateTimeOffset at, Priority priority, string text) =>
        new(at, Door.SyslogLines, SyslogLine.Rfc3164(priority, at, node.Name, "lightd", text));
}
