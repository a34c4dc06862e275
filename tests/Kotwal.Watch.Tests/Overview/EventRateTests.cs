using Kotwal.Testing;
using Kotwal.Watch.Overview;

namespace Kotwal.Watch.Tests.Overview;

public sealed class EventRateTests
{
    private readonly Clock clock = new(Some.Noon);
    private readonly FakeSourceBook book = new();

    [Fact]
    public void The_rate_is_what_arrived_between_two_readings()
    {
        var rate = new EventRate(book, clock);

        foreach (var received in new[] { 100, 110, 110, 160 })
        {
            Read(rate, received);
        }

        Assert.Equal([10, 0, 50], rate.Recent());
    }

    [Fact]
    public void A_source_that_goes_away_is_no_negative_rate()
    {
        var rate = new EventRate(book, clock);

        Read(rate, 100);
        Read(rate, 20);

        Assert.Equal([0], rate.Recent());
    }

    [Fact]
    public void Only_the_last_minutes_are_remembered()
    {
        var rate = new EventRate(book, clock);

        for (var second = 0; second < EventRate.MaxSeconds * 2; second++)
        {
            Read(rate, second);
        }

        Assert.Equal(EventRate.MaxSeconds, rate.Recent().Count);
    }

    private void Read(EventRate rate, long received)
    {
        book.Sources = [Some.Source() with { Received = received }];
        rate.Sample();
        clock.Advance(TimeSpan.FromSeconds(1));
    }
}
