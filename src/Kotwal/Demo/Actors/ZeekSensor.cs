using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Actors;

/// <summary>The network monitor on the core switch: about eight Zeek records a second, shipped over HTTP.</summary>
internal sealed class ZeekSensor(Landmarks landmarks, DemoRandom random) : IActor
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(160);

    private readonly SmallTalk talk = new(landmarks, random);

    public IEnumerable<Utterance> Speak(DateTimeOffset from)
    {
        for (var at = from + random.UpTo(Pause); ; at += random.Around(Pause))
        {
            foreach (var line in Say(at))
            {
                yield return new(at, Door.ZeekHttp, line);
            }
        }
    }

    private IEnumerable<byte[]> Say(DateTimeOffset at)
    {
        var draw = random.Between(0, 100);
        if (draw < 55)
        {
            var next = talk.Next();
            yield return ZeekLine.Conn(at - next.Duration, next);
        }
        else if (draw < 75)
        {
            var (question, name, answer) = talk.Question();
            yield return ZeekLine.Dns(at, question, random.Between(1, 65_536), name, answer);
        }
        else
        {
            var (exchange, function) = talk.Exchange();
            var transaction = random.Between(1, 60_000);
            yield return ZeekLine.Modbus(at, exchange, transaction, function.ZeekName, isResponse: false);
            yield return ZeekLine.Modbus(at, exchange, transaction, function.ZeekName, isResponse: true);
        }
    }
}
