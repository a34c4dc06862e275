using System.Collections.Concurrent;

namespace Kotwal.City.Work;

/// <summary>
/// Tells pages of this process that something changed, so that they read again. A hint and never the truth: a notice may be lost
/// without harm. Safe for many threads.
/// </summary>
public sealed class CityFeed
{
    private readonly ConcurrentDictionary<Subscription, Action> listeners = new();

    /// <summary>Calls everyone who listens to the topic.</summary>
    public void Publish(CityTopic topic)
    {
        foreach (var (subscription, listener) in listeners)
        {
            if (subscription.Topic == topic)
            {
                listener();
            }
        }
    }

    /// <summary>Calls the listener after each change, on the thread that made it; it must be quick and must not throw.</summary>
    /// <returns>Ends the listening when disposed.</returns>
    public IDisposable Subscribe(CityTopic topic, Action listener)
    {
        var subscription = new Subscription(this, topic);
        listeners[subscription] = listener;
        return subscription;
    }

    private sealed class Subscription(CityFeed feed, CityTopic topic) : IDisposable
    {
        public CityTopic Topic => topic;

        public void Dispose() => feed.listeners.TryRemove(this, out _);
    }
}

/// <summary>What changed.</summary>
public enum CityTopic
{
    Events,
    Alerts,
    Incidents,
    Rules,
    Sources,
    Audit,

    /// <summary>What is known of the city.</summary>
    Graph,
}
