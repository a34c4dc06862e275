using Kotwal.Events;

namespace Kotwal.Detection.Correlation;

/// <summary>
/// The events that correlations were fed last, so that an alert about several can say whom each concerns. A memory that helps and
/// never decides: whether there is an alert, and its id, do not depend on it. Bounded; the oldest goes first. For one thread.
/// </summary>
/// <param name="maxEvents">Most events.</param>
/// <param name="maxCharacters">Most characters of their copies together.</param>
internal sealed class RecentEvents(int maxEvents, long maxCharacters)
{
    private readonly Dictionary<SecurityEventId, CorrelatedEvent> known = [];
    private readonly Queue<CorrelatedEvent> byAge = [];
    private long characters;

    /// <summary>Number of events remembered now.</summary>
    public int Count => known.Count;

    /// <summary>Remembers an event; one that is known already changes nothing.</summary>
    public void Add(CorrelatedEvent added)
    {
        if (!known.TryAdd(added.Id, added))
        {
            return;
        }

        byAge.Enqueue(added);
        characters += added.Json.Length;
        while (byAge.Count > maxEvents || characters > maxCharacters)
        {
            var oldest = byAge.Dequeue();
            known.Remove(oldest.Id);
            characters -= oldest.Json.Length;
        }
    }

    /// <summary>The event, or null when it is forgotten or was never known.</summary>
    public CorrelatedEvent? Find(SecurityEventId id) => known.GetValueOrDefault(id);
}
