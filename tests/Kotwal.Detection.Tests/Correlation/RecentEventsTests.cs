using Kotwal.Detection.Correlation;
using Kotwal.Events;

namespace Kotwal.Detection.Tests.Correlation;

public sealed class RecentEventsTests
{
    [Fact]
    public void The_oldest_goes_when_there_are_too_many()
    {
        var recent = new RecentEvents(maxEvents: 2, maxCharacters: 1_000);

        recent.Add(Event(1, "{}"));
        recent.Add(Event(2, "{}"));
        recent.Add(Event(3, "{}"));

        Assert.Equal(2, recent.Count);
        Assert.Null(recent.Find(IdOf(1)));
        Assert.NotNull(recent.Find(IdOf(2)));
    }

    [Fact]
    public void The_oldest_goes_when_copies_are_too_long_and_one_that_is_too_long_alone_is_not_kept()
    {
        var recent = new RecentEvents(maxEvents: 10, maxCharacters: 100);

        recent.Add(Event(1, new string('x', 60)));
        recent.Add(Event(2, new string('x', 60)));
        Assert.Null(recent.Find(IdOf(1)));
        recent.Add(Event(3, new string('x', 101)));

        Assert.Equal(0, recent.Count);
    }

    [Fact]
    public void An_event_that_is_known_is_kept_once()
    {
        var recent = new RecentEvents(maxEvents: 2, maxCharacters: 100);
        var first = Event(1, "{}");

        recent.Add(first);
        recent.Add(Event(1, "{\"again\":true}"));

        Assert.Same(first, recent.Find(IdOf(1)));
        Assert.Equal(1, recent.Count);
    }

    private static SecurityEventId IdOf(int number) => new(new Guid(number, 0, 0, new byte[8]));

    private static CorrelatedEvent Event(int number, string json) => new(IdOf(number), default, default, [], json, []);
}
