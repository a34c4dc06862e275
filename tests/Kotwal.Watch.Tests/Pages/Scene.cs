using System.Text;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Lake;
using Kotwal.Watch.Rules;

namespace Kotwal.Watch.Tests.Pages;

/// <summary>An hour of a city's evening: what was said, what the rules found, and what people did about it.</summary>
internal static class Scene
{
    public static readonly Guid Spool = new("0190f3a2-0000-7000-8000-000000000001");

    private const string RuleText = """
        title: Telnet sign-in with a camera's default name
        id: 6b1c2f0e-telnet-default
        status: test
        description: Somebody signs in to a camera with the name it left the factory with.
        logsource:
            category: authentication
        detection:
            selection:
                destination.port: 23
                user.name:
                    - root
                    - admin
            condition: selection
        level: critical
        tags:
            - attack.initial_access
            - attack.t1078.001
        """;

    private static readonly (string Title, AlertSeverity Severity)[] Findings =
    [
        ("Telnet sign-in with a camera's default name", AlertSeverity.Critical),
        ("Write to a signal controller from an unknown host", AlertSeverity.High),
        ("Many failed ssh passwords, then one right", AlertSeverity.High),
        ("New outbound talker in the camera subnet", AlertSeverity.Medium),
        ("Configuration read by SNMP", AlertSeverity.Low),
        ("Scan of a camera subnet", AlertSeverity.Informational),
    ];

    /// <summary>Stores events up to now, one every few seconds, and returns the ids in order.</summary>
    public static async Task<IReadOnlyList<SecurityEventId>> TellAsync(DeskHost host, DateTimeOffset now, int count, long from = 0)
    {
        var batch = new EventBatch(Spool);
        for (var number = 0; number < count; number++)
        {
            Add(batch, from + number, number, now.AddSeconds((number - count) * 9));
        }

        await host.Get<IEventStore>().AppendAsync(batch, new(Spool, from, from + count), CancellationToken.None);
        return [.. Enumerable.Range(0, count).Select(place => batch[place].Id)];
    }

    public static async Task PlayAsync(DeskHost host, DateTimeOffset now)
    {
        var told = await TellAsync(host, now, 320);
        foreach (var (title, place) in Findings.Select((finding, place) => (finding.Title, place)))
        {
            host.Rules.Add(new RuleEntry(
                $"rule-{place}", title, Findings[place].Severity.ToString().ToLowerInvariant(), place % 2 == 0 ? "test" : "stable",
                "network / authentication", ["attack.initial_access", "attack.t1078.001"], $"content/rules/city/rule-{place}.yml",
                RuleText, IsEnabled: place != 4, Matches: place * 1713, Sentence: "All of these:\n- event.action is logged-in\n- any of these:\n  - user.name is root\n  - destination.port is 23, and source.ip is in 203.0.113.0/24\nunless host.name starts with lab-"));
        }

        host.Rules.Rejected = [new("content/rules/broken.yml", "Expected a mapping under 'detection'.", 12)];
        host.Sources.Sources =
        [
            new("syslog", "syslog-udp", "0.0.0.0", 5514, now.AddSeconds(-2), 182_311, 182_290, 0, 21, 3),
            new("syslog", "syslog-tcp", "0.0.0.0", 5514, now.AddSeconds(-1), 8_120, 8_120, 0, 0, 0),
            new("suricata", "file", "/var/log/suricata/eve.json", null, now.AddMinutes(-3), 40_222, 40_222, 0, 0, 0),
            new("ingest", "http", "127.0.0.1", 8470, null, 0, 0, 0, 0, 0),
        ];
        await host.OfferAsync([.. Enumerable.Range(0, 34).Select(i => AlertOf(i, told[^((i * 7) + 1)], now.AddMinutes(-i)))]);
    }

    public static Alert AlertOf(int number, SecurityEventId happened, DateTimeOffset at)
    {
        var place = number % Findings.Length;
        var json = $$"""
            {"@timestamp":"{{EventTime.From(at)}}","event.category":["authentication"],"event.action":"logged-in","host.name":"cam-01{{number:D2}}",
             "source.ip":"203.0.113.{{number % 9}}","destination.ip":"10.20.1.{{number}}","destination.port":23,"user.name":"root",
             "event.original":"<86>login: ROOT LOGIN on pts/0 from 203.0.113.{{number % 9}}","kotwal.source":"syslog"}
            """;
        return new()
        {
            Id = AlertId.Create($"rule-{place}", EventTime.From(at), happened),
            RuleId = $"rule-{place}",
            RuleTitle = Findings[place].Title,
            Severity = Findings[place].Severity,
            At = EventTime.From(at),
            Tags = ["attack.initial_access", "attack.t1078.001"],
            Events = [new(happened, json)],
            Matched = [new("destination.port", "23"), new("user.name", "root")],
            Entities = [new("host.name", $"cam-01{number:D2}"), new("source.ip", $"203.0.113.{number % 9}"), new("user.name", "root")],
        };
    }

    private static void Add(EventBatch batch, long position, int number, DateTimeOffset at)
    {
        var (source, line) = (number % 4) switch
        {
            0 => ("syslog", $"<86>Mar  1 12:00:00 cam-0{number % 40:D3} login[812]: FAILED LOGIN 1 FROM 203.0.113.{number % 9} FOR root"),
            1 => ("suricata", $$"""{"event_type":"flow","src_ip":"10.20.1.{{number % 200}}","dest_ip":"10.30.0.5","dest_port":554,"proto":"TCP"}"""),
            2 => ("syslog", $"<30>Mar  1 12:00:00 head-end sshd[4100]: Accepted password for asha from 10.9.0.{number % 20} port 51{number % 100:D2} ssh2"),
            _ => ("ingest", $$"""{"message":"signal controller 7 changed plan to {{number % 12}}","host":"sig-007"}"""),
        };
        var origin = new RecordOrigin { Source = source, Transport = "test", Sender = "10.0.0.1" };
        batch.Begin(new Kotwal.Events.Record(Encoding.UTF8.GetBytes(line), origin, EventTime.From(at), position, false));
        batch.SetTime(EventTime.From(at));
        Describe(batch, number);
        batch.End();
    }

    private static void Describe(EventBatch batch, int number)
    {
        switch (number % 4)
        {
            case 0:
                batch.Add(Field.Of("host.name"), $"cam-0{number % 40:D3}");
                batch.Add(Field.Of("event.action"), "ssh-login");
                batch.Add(Field.Of("event.outcome"), "failure");
                batch.Add(Field.Of("user.name"), "root");
                batch.Add(Field.Of("source.ip"), $"203.0.113.{number % 9}");
                batch.Add(Field.Of("message"), $"FAILED LOGIN 1 FROM 203.0.113.{number % 9} FOR root");
                break;
            case 1:
                batch.Add(Field.Of("event.category"), "network", isListItem: true);
                batch.Add(Field.Of("source.ip"), $"10.20.1.{number % 200}");
                batch.Add(Field.Of("source.port"), 40_000L + number);
                batch.Add(Field.Of("destination.ip"), "10.30.0.5");
                batch.Add(Field.Of("destination.port"), 554L);
                batch.Add(Field.Of("network.transport"), "tcp");
                break;
            case 2:
                batch.Add(Field.Of("host.name"), "head-end");
                batch.Add(Field.Of("process.name"), "sshd");
                batch.Add(Field.Of("event.action"), "ssh-login");
                batch.Add(Field.Of("event.outcome"), "success");
                batch.Add(Field.Of("user.name"), "asha");
                batch.Add(Field.Of("source.ip"), $"10.9.0.{number % 20}");
                batch.Add(Field.Of("message"), "Accepted password for asha");
                break;
            default:
                batch.Add(Field.Of("host.name"), "sig-007");
                batch.Add(Field.Of("city.signal.plan"), number % 12);
                batch.Add(Field.Of("message"), $"signal controller 7 changed plan to {number % 12}");
                break;
        }
    }
}
