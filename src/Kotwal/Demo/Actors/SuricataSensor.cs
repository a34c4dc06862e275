using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Actors;

/// <summary>The intrusion sensor at the data centre's edge: about a dozen EVE records a second, appended to its file.</summary>
internal sealed class SuricataSensor(Landmarks landmarks, DemoRandom random) : IActor
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(90);

    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
    ];

    private static readonly string[] Pages = ["/", "/property-tax", "/water-bill", "/birth-certificate", "/complaints/new", "/css/site.css"];

    private readonly SmallTalk talk = new(landmarks, random);

    public IEnumerable<Utterance> Speak(DateTimeOffset from)
    {
        for (var at = from + random.UpTo(Pause); ; at += random.Around(Pause))
        {
            yield return new(at, Door.EveFile, Say(at));
        }
    }

    private byte[] Say(DateTimeOffset at) => random.Between(0, 1_000) switch
    {
        < 400 => EveLine.Flow(at, talk.Next()),
        < 650 => Dns(at),
        < 840 => Http(at),
        < 998 => Modbus(at),
        _ => EveLine.Alert(at, talk.Next(), 9_100_001, "CITY POLICY Certificate expires within 30 days", "Not Suspicious Traffic", 3),
    };

    private byte[] Dns(DateTimeOffset at)
    {
        var (question, name, answer) = talk.Question();
        return EveLine.Dns(at, question, random.Between(1, 65_536), name, answer);
    }

    private byte[] Http(DateTimeOffset at)
    {
        var request = new Conversation(random, talk.Citizen(), random.Pick(landmarks.Portals).Address, 80) { Service = "http", Received = random.Between(900, 30_000) };
        return EveLine.Http(
            at, request, "portal.kirangarh.example", "GET", random.Pick(Pages), random.Pick(Agents), random.Chance(0.97) ? 200 : 404);
    }

    private byte[] Modbus(DateTimeOffset at)
    {
        var (exchange, function) = talk.Exchange();
        return EveLine.Modbus(at, exchange, random.Between(1, 60_000), function, random.Between(0, 40), random.Between(1, 9));
    }
}
