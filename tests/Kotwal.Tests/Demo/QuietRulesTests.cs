using Kotwal.City.Graph;
using Kotwal.Demo.Wire;
using Kotwal.Inputs;
using Kotwal.Testing;

namespace Kotwal.Tests.Demo;

/// <summary>The shipped rules that have no part in the story see what they describe.</summary>
public sealed class QuietRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly DemoRandom Random = new(1);

    private static readonly Dictionary<string, IEnumerable<Utterance>> Scenes = new()
    {
        ["Many cameras of one ward lose their picture"] = Cameras("w04").Take(5).Select((camera, second) =>
            Say(Door.SyslogUdp, second, at => SyslogLine.Rfc3164(Priority.DeviceWarning, at, camera.Name, "ipcamd[9]", "video loss on channel 1"))),
        ["Passwords are guessed at the portal"] = Enumerable.Range(0, 20).Select(second =>
            Say(Door.EveFile, second, at => EveLine.Http(at, Talk("198.51.100.7", 80), "portal.example", "POST", "/user/login", "curl/8", 401))),
        ["Data may leave inside DNS questions"] = Enumerable.Range(0, 50).Select(second =>
            Say(Door.ZeekHttp, second, at => ZeekLine.Dns(at, Talk("10.60.0.21", 53), 7, $"{Random.Token(44)}.t.example", answer: null))),
        ["Somebody without the right tried sudo"] =
        [
            Say(Door.SyslogLines, 0, at => SyslogLine.Rsyslog(
                Priority.AuthPrivateNotice, at, "portal-01", "sudo", "www-data : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh")),
        ],
        ["Modbus controller is asked what it is"] =
        [
            Say(Door.ZeekHttp, 0, at => ZeekLine.Modbus(at, Talk("10.60.0.21", 502), 1, "REPORT_SLAVE_ID", isResponse: false)),
        ],
        ["Passwords are guessed at a Windows host"] = Enumerable.Range(0, 10).Select(second =>
            Say(Door.WindowsHttp, second, at => WindowsLine.Security(at, "WS-112-01.kirangarh.example", 4625, ("TargetUserName", "operator")))),
        ["Windows log was cleared"] =
        [
            Say(Door.WindowsHttp, 0, at => WindowsLine.Security(at, "WS-112-01.kirangarh.example", 1102, ("SubjectUserName", "operator"))),
        ],
    };

    public static TheoryData<string> Titles => [.. Scenes.Keys];

    [Theory]
    [MemberData(nameof(Titles))]
    public void The_rule_sees_what_it_describes_once(string title)
    {
        var watch = new Watch(RuleFolder.Load([Repository.PathOf("content", "rules")]));

        var alerts = watch.Over(Scenes[title]);

        Assert.Equal([title], alerts.Select(alert => alert.RuleTitle));
    }

    private static IEnumerable<CityNode> Cameras(string ward) =>
        SampleCity.Plan.Nodes.Where(node => node.Type == "camera" && node.Ward == ward);

    private static Conversation Talk(string source, int port) =>
        new(Random, source, port == 502 ? SampleCity.Plan.Nodes.First(node => node.Type == "plc").Address : "10.70.1.11", port);

    private static Utterance Say(Door door, int second, Func<DateTimeOffset, byte[]> write) =>
        new(Noon.AddSeconds(second), door, write(Noon.AddSeconds(second)));
}
