namespace Kotwal.Sigma.Tests.Correlation;

/// <summary>What is remembered, for how long, and what is forgotten first.</summary>
public sealed class CorrelationMemoryTests
{
    private const string ThreePerMinute = "type: event_count\nrules: [a]\ngroup-by: [User]\ntimespan: 1m\ncondition:\n  gte: 3";

    [Fact]
    public void A_late_event_is_counted_where_it_belongs()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation(ThreePerMinute));

        Assert.Empty(story.Add("a", 100, ("User", "eve")));
        Assert.Empty(story.Add("a", 50, ("User", "eve")));
        Assert.Empty(story.Add("a", 200, ("User", "eve")));
        Assert.Equal(100_000_000_000, Assert.Single(story.Add("a", 70, ("User", "eve"))).AtNanoseconds);
    }

    [Fact]
    public void An_event_beyond_the_lateness_is_dropped_and_counted()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation(ThreePerMinute), new() { Lateness = TimeSpan.FromSeconds(10) });

        story.Add("a", 1_000, ("User", "eve"));
        story.Add("a", 929, ("User", "eve"));

        Assert.Equal((1, 1), (story.Engine.LateEvents, story.Engine.EventCount));
    }

    [Fact]
    public void Groups_beyond_the_bound_are_forgotten_from_the_longest_silent()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation(ThreePerMinute), new() { MaxGroups = 2 });

        story.Add("a", 0, ("User", "one"));
        story.Add("a", 1, ("User", "two"));
        story.Add("a", 2, ("User", "one"));
        story.Add("a", 3, ("User", "three"));

        Assert.Equal((2, 1), (story.Engine.GroupCount, story.Engine.EvictedGroups));
        Assert.Single(story.Add("a", 4, ("User", "one")));
    }

    [Fact]
    public void Events_beyond_the_bound_cost_groups_too()
    {
        var story = new CorrelationStory(
            CorrelationStory.Correlation(ThreePerMinute.Replace("gte: 3", "gte: 1000", StringComparison.Ordinal)), new() { MaxEvents = 50 });

        for (var second = 0; second < 200; second++)
        {
            story.Add("a", second / 10.0, ("User", "eve"));
        }

        Assert.InRange(story.Engine.EventCount, 0, 50);
        Assert.True(story.Engine.EvictedGroups > 0);
    }

    [Fact]
    public void Pruning_forgets_groups_that_can_no_longer_come_true()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation(ThreePerMinute));
        story.Add("a", 0, ("User", "one"));
        story.Add("a", 100, ("User", "two"));

        story.Engine.Prune(120_000_000_000);

        Assert.Equal((1, 1), (story.Engine.GroupCount, story.Engine.EventCount));
    }

    [Fact]
    public void Long_values_are_shortened_and_still_different()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation(ThreePerMinute));
        var trunk = new string('x', 100_000);

        story.Add("a", 0, ("User", trunk + "1"));
        story.Add("a", 0, ("User", trunk + "2"));

        Assert.Equal(2, story.Engine.GroupCount);
    }

    [Fact]
    public void Extreme_times_do_no_harm()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation(ThreePerMinute));

        story.Engine.Add("rule-a", long.MinValue, CorrelationStory.Event(1), ["eve"]);
        story.Engine.Add("rule-a", long.MaxValue, CorrelationStory.Event(2), ["eve"]);
        story.Engine.Add("rule-a", 0, CorrelationStory.Event(3), ["eve"]);

        Assert.Equal(1, story.Engine.LateEvents);
    }
}
