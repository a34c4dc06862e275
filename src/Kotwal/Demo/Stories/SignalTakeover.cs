using Kotwal.City.Graph;
using Kotwal.Demo.Actors;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Stories;

/// <summary>
/// An attack that crosses the city in seventy seconds: from a public Wi-Fi gateway to a camera with its factory password, from
/// there to the traffic head-end, and from that to a ward's signals, which end in flash. It begins half a minute after the start
/// and is told again, with another cast, about every twenty minutes.
/// </summary>
internal sealed class SignalTakeover(CityPlan city, DemoRandom random) : IActor
{
    /// <summary>From the start to the first scan.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromSeconds(35);

    /// <summary>From the first scan to the last signal in flash.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(72);

    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(20);

    public IEnumerable<Utterance> Speak(DateTimeOffset from)
    {
        var landmarks = new Landmarks(city);
        var at = from + Lead;
        while (true)
        {
            var cast = Cast.Draw(city.Wards, landmarks, random);
            foreach (var utterance in Tell(at, cast).OrderBy(utterance => utterance.At))
            {
                yield return utterance;
            }

            at += Rest + random.Around(TimeSpan.FromMinutes(1));
        }
    }

    private IEnumerable<Utterance> Tell(DateTimeOffset start, Cast cast) =>
    [
        .. CameraScenes.Scan(start, cast, random),
        .. CameraScenes.FactoryPassword(start.AddSeconds(16), cast, random),
        .. CameraScenes.CallHome(start.AddSeconds(26), cast, random),
        .. HeadEndScenes.GuessPasswords(start.AddSeconds(34), cast, random),
        .. HeadEndScenes.SettleIn(start.AddSeconds(53), cast, random),
        .. HeadEndScenes.ReachTheDesk(start.AddSeconds(58), cast, random),
        .. SignalScenes.WriteToControllers(start.AddSeconds(62), cast, random),
        .. SignalScenes.Flash(start.AddSeconds(63), cast, random),
        .. SignalScenes.Restore(start.AddMinutes(5), cast, random),
    ];
}
