using Kotwal.City.Graph;
using Kotwal.Demo.Actors;
using Kotwal.Demo.Stories;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo;

/// <summary>All that the city says, in order of time, without end. Pure: the same city, seed and start give the same bytes.</summary>
internal static class Script
{
    private const int StoryActor = -1;

    /// <summary>Ordinary life, and the attack in its midst.</summary>
    public static IEnumerable<Utterance> Whole(CityPlan city, int seed, DateTimeOffset start) =>
        InOrder([.. Townsfolk.Of(city, seed), new SignalTakeover(city, DemoRandom.For(seed, StoryActor))], start);

    /// <summary>Ordinary life only.</summary>
    public static IEnumerable<Utterance> Ordinary(CityPlan city, int seed, DateTimeOffset start) =>
        InOrder([.. Townsfolk.Of(city, seed)], start);

    // The actor's number breaks ties, so that two who speak in the same millisecond always do so in the same order.
    private static IEnumerable<Utterance> InOrder(IReadOnlyList<IActor> actors, DateTimeOffset start)
    {
        var next = new PriorityQueue<IEnumerator<Utterance>, (DateTimeOffset At, int Actor)>();
        var voices = actors.Select(actor => actor.Speak(start.ToUniversalTime()).GetEnumerator()).ToList();
        try
        {
            foreach (var (number, voice) in voices.Index())
            {
                voice.MoveNext();
                next.Enqueue(voice, (voice.Current.At, number));
            }

            while (next.TryDequeue(out var voice, out var place))
            {
                yield return voice.Current;
                voice.MoveNext();
                next.Enqueue(voice, (voice.Current.At, place.Actor));
            }
        }
        finally
        {
            voices.ForEach(voice => voice.Dispose());
        }
    }
}
