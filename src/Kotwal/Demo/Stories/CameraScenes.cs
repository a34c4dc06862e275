using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Stories;

/// <summary>The first scenes: the cameras are scanned, one is entered, and it begins to talk to the internet.</summary>
internal static class CameraScenes
{
    // Zeek gives up on an unanswered attempt after five seconds and writes it down only then.
    private static readonly TimeSpan AttemptDelay = TimeSpan.FromSeconds(5);

    /// <summary>The gateway knocks at sixty addresses of the ward's camera network, on telnet first and then on RTSP and HTTP.</summary>
    public static IEnumerable<Utterance> Scan(DateTimeOffset start, Cast cast, DemoRandom random)
    {
        var network = cast.Victim.Address[..(cast.Victim.Address.LastIndexOf('.') + 1)];
        var cameras = cast.Cameras.Select(node => node.Address).ToHashSet(StringComparer.Ordinal);
        for (var host = 1; host <= 60; host++)
        {
            var address = network + host;
            var at = start.AddMilliseconds(150 * host);
            if (!cameras.Contains(address))
            {
                var nobody = new Conversation(random, cast.Gateway.Address, address, 23) { Ending = Ending.Unanswered };
                yield return new(at + AttemptDelay, Door.ZeekHttp, ZeekLine.Conn(at, nobody));
                continue;
            }

            foreach (var port in (int[])[23, 554, 80])
            {
                var isOpen = port != 23 || address == cast.Victim.Address;
                var knock = new Conversation(random, cast.Gateway.Address, address, port)
                {
                    Ending = isOpen ? Ending.Closed : Ending.Refused,
                    Sent = 0,
                    Received = port == 23 ? 24 : 0,
                    Duration = TimeSpan.FromMilliseconds(30),
                };
                yield return new(at, Door.ZeekHttp, ZeekLine.Conn(at, knock));
                yield return new(at.AddMilliseconds(40), Door.EveFile, EveLine.Flow(at.AddMilliseconds(40), knock));
            }
        }

        var seen = new Conversation(random, cast.Gateway.Address, cast.Victim.Address, 23) { Ending = Ending.Unanswered };
        yield return Alert(start.AddSeconds(5), seen, 9_100_101, "CITY SCAN Telnet sweep of a device network", "Detection of a Network Scan", 3);
    }

    /// <summary>Two wrong passwords and then the one from the manual.</summary>
    public static IEnumerable<Utterance> FactoryPassword(DateTimeOffset start, Cast cast, DemoRandom random)
    {
        var session = new Conversation(random, cast.Gateway.Address, cast.Victim.Address, 23)
        {
            Sent = 412,
            Received = 2_950,
            Duration = TimeSpan.FromSeconds(8),
        };
        var end = start + session.Duration;
        yield return Say(start, Priority.AuthInfo, cast, "telnetd[2207]", $"connection from {cast.Gateway.Address}");
        yield return Say(start.AddSeconds(1), Priority.AuthInfo, cast, "login[2208]", "invalid password for 'admin' on 'pts/0'");
        yield return Say(start.AddSeconds(2), Priority.AuthInfo, cast, "login[2208]", "invalid password for 'root' on 'pts/0'");
        yield return Say(start.AddSeconds(4), Priority.AuthInfo, cast, "login[2208]", "root login on 'pts/0'");
        yield return Alert(start.AddSeconds(4), session, 9_100_102, "CITY IOT Telnet login with a factory password", "Attempt to login by a default username and password", 2);
        yield return new(end, Door.ZeekHttp, ZeekLine.Conn(start, session));
        yield return new(end, Door.EveFile, EveLine.Flow(end, session, isAlerted: true));
        yield return Say(end, Priority.DeviceWarning, cast, "ipcamd[311]", "watchdog: unknown process /tmp/.u started by root");
    }

    /// <summary>The camera looks up a name it never asked for, and reports to the address every few seconds.</summary>
    public static IEnumerable<Utterance> CallHome(DateTimeOffset start, Cast cast, DemoRandom random)
    {
        var question = new Conversation(random, cast.Victim.Address, cast.NameServer.Address, 53, "udp");
        yield return new(start, Door.ZeekHttp, ZeekLine.Dns(start, question, 4_711, cast.ControllerName, cast.Controller));
        yield return new(start, Door.EveFile, EveLine.Dns(start, question, 4_711, cast.ControllerName, cast.Controller));
        for (var report = 0; report < 7; report++)
        {
            var at = start.AddSeconds(1 + (6 * report));
            var talk = new Conversation(random, cast.Victim.Address, cast.Controller, 48_101)
            {
                Sent = 96,
                Received = 64,
                Duration = TimeSpan.FromMilliseconds(700),
            };
            yield return new(at + talk.Duration, Door.ZeekHttp, ZeekLine.Conn(at, talk));
            yield return new(at + talk.Duration, Door.EveFile, EveLine.Flow(at + talk.Duration, talk, isAlerted: report == 1));
            if (report == 1)
            {
                yield return Alert(at, talk, 9_100_103, "CITY IOT Bot reports to its controller", "Malware Command and Control Activity Detected", 1);
            }
        }
    }

    private static Utterance Say(DateTimeOffset at, Priority priority, Cast cast, string tag, string text) =>
        new(at, Door.SyslogUdp, SyslogLine.Rfc3164(priority, at, cast.Victim.Name, tag, text));

    private static Utterance Alert(DateTimeOffset at, Conversation talk, int id, string signature, string category, int severity) =>
        new(at, Door.EveFile, EveLine.Alert(at, talk, id, signature, category, severity));
}
