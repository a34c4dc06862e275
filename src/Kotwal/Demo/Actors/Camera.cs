using Kotwal.City.Graph;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Actors;

/// <summary>A street camera: old syslog over UDP, a line a minute or so about its streams, its clock and its health.</summary>
internal sealed class Camera(CityNode node, Landmarks landmarks, DemoRandom random) : IActor
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(75);

    private readonly string recorder = random.Pick(landmarks.Recorders).Address;
    private readonly int process = random.Between(180, 900);
    private readonly int bootedDaysAgo = random.Between(1, 200);

    public IEnumerable<Utterance> Speak(DateTimeOffset from)
    {
        for (var at = from + random.UpTo(Pause); ; at += random.Around(Pause))
        {
            yield return random.Between(0, 100) switch
            {
                < 40 => Say(at, Priority.DeviceInfo, $"motion start region={random.Between(1, 5)} score={random.Between(40, 99)}"),
                < 60 => Say(at, Priority.DeviceInfo, $"health cpu={random.Between(18, 70)}% mem={random.Between(40, 80)}% temp={random.Between(31, 62)}C uptime={bootedDaysAgo}d"),
                < 75 => Say(at, Priority.DeviceInfo, $"rtsp: client {recorder} keeps stream 1 (H.265 1920x1080 25fps)"),
                < 88 => Say(at, Priority.DeviceInfo, $"ntp: clock adjusted by {random.Between(-20, 20)} ms, server {landmarks.TimeServer.Address} stratum 2"),
                < 97 => Say(at, Priority.DeviceInfo, $"web: user 'recorder' logged in from {recorder} (digest)"),
                _ => Say(at, Priority.DeviceWarning, $"storage: card {random.Between(80, 96)}% full, oldest clips are overwritten"),
            };
        }
    }

    private Utterance Say(DateTimeOffset at, Priority priority, string text) =>
        new(at, Door.SyslogUdp, SyslogLine.Rfc3164(priority, at, node.Name, $"ipcamd[{process}]", text));
}
