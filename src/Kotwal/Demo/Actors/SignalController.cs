using Kotwal.City.Graph;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Actors;

/// <summary>
/// The controller of one junction's traffic signals: new syslog over TCP with counted frames. Its plan changes now and then; on a
/// rare day its conflict monitor puts it into flash by itself.
/// </summary>
internal sealed class SignalController(CityNode node, Landmarks landmarks, DemoRandom random) : IActor
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(24);

    private readonly int process = random.Between(180, 400);

    public IEnumerable<Utterance> Speak(DateTimeOffset from)
    {
        for (var at = from + random.UpTo(Pause); ; at += random.Around(Pause))
        {
            var draw = random.Between(0, 10_000);
            if (draw == 0)
            {
                yield return Say(at, Priority.DeviceCritical, "MODE", "mode change from=COORDINATED to=FLASH cause=CONFLICT_MONITOR");
                at += TimeSpan.FromSeconds(90);
                yield return Say(at, Priority.DeviceNotice, "MODE", "mode change from=FLASH to=COORDINATED cause=SELF_TEST_PASSED");
                continue;
            }

            yield return draw switch
            {
                < 4_500 => Say(at, Priority.DeviceInfo, "CYCLE", $"cycle end plan={random.Between(1, 7)} length={random.Pick([60, 75, 90, 120])}s offset={random.Between(0, 40)}s"),
                < 8_000 => Say(at, Priority.DeviceInfo, "DETECTOR", $"detector {random.Between(1, 17)} volume={random.Between(2, 60)} occupancy={random.Between(1, 45)}%"),
                < 9_500 => Say(at, Priority.DeviceInfo, "COMM", $"modbus poll answered unit=1 master={landmarks.SignalHead.Address}"),
                < 9_900 => Say(at, Priority.DeviceNotice, "PLAN", $"plan change to={random.Between(1, 7)} cause=SCHEDULE"),
                _ => Say(at, Priority.DeviceWarning, "DETECTOR", $"detector {random.Between(1, 17)} silent for 900 s, fixed time is used"),
            };
        }
    }

    private Utterance Say(DateTimeOffset at, Priority priority, string id, string text) =>
        new(at, Door.SyslogCounted, SyslogLine.Rfc5424(priority, at, node.Name, node.Address, "sigctl", process, id, text));
}
