namespace Kotwal.Sigma.Tests.Correlation;

/// <summary>Sigma correlation rules specification, "Event Count" and "Value Count".</summary>
public sealed class CorrelationTests
{
    private const string ThreePerMinute = "type: event_count\nrules: [a]\ngroup-by: [User]\ntimespan: 1m\ncondition:\n  gte: 3";

    [Fact]
    public void Events_are_counted_for_each_group_by_itself()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation(ThreePerMinute));

        Assert.Empty(story.Add("a", 0, ("User", "eve")));
        Assert.Empty(story.Add("a", 1, ("User", "bob")));
        Assert.Empty(story.Add("a", 2, ("User", "eve")));
        Assert.Empty(story.Add("b", 3, ("User", "eve")));
        var match = Assert.Single(story.Add("a", 4, ("User", "eve")));
        Assert.Equal(["eve"], match.GroupValues);
        Assert.Equal([CorrelationStory.Event(1), CorrelationStory.Event(3), CorrelationStory.Event(5)], match.EventIds);
        Assert.Equal((4_000_000_000, 3), (match.AtNanoseconds, match.Count));
    }

    [Fact]
    public void Events_further_apart_than_the_timespan_are_not_counted_together()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation(ThreePerMinute));

        Assert.Empty(story.Add("a", 0, ("User", "eve")));
        Assert.Empty(story.Add("a", 30, ("User", "eve")));
        Assert.Empty(story.Add("a", 61, ("User", "eve")));
        Assert.Single(story.Add("a", 90, ("User", "eve")));
    }

    [Fact]
    public void Twenty_events_make_one_match_and_not_eleven()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation(ThreePerMinute.Replace("gte: 3", "gte: 10", StringComparison.Ordinal)));

        var matches = Enumerable.Range(0, 19).SelectMany(second => story.Add("a", second, ("User", "eve"))).ToList();

        Assert.Equal(10, Assert.Single(matches).Count);
    }

    [Fact]
    public void An_event_without_the_group_field_is_not_counted()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation(ThreePerMinute));

        Assert.Empty(Enumerable.Range(0, 5).SelectMany(second => story.Add("a", second)));
        Assert.Equal(0, story.Engine.GroupCount);
    }

    [Fact]
    public void Without_groups_all_events_belong_together()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation("type: event_count\nrules: [a, b]\ntimespan: 1m\ncondition:\n  gt: 1"));

        Assert.Empty(story.Add("a", 0));
        Assert.Empty(Assert.Single(story.Add("b", 1)).GroupValues);
    }

    [Fact]
    public void An_event_that_matches_two_of_the_rules_is_one_event()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation("type: event_count\nrules: [a, b]\ntimespan: 1m\ncondition:\n  gte: 2"));

        Assert.Empty(story.Engine.Add("rule-a", 5, CorrelationStory.Event(7), []));
        Assert.Empty(story.Engine.Add(story.Set.Rules[1].Key, 5, CorrelationStory.Event(7), []));
        Assert.Single(story.Engine.Add("rule-a", 5, CorrelationStory.Event(8), []));
    }

    [Fact]
    public void Different_values_are_counted_and_the_same_value_once()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation(
            "type: value_count\nrules: [a]\ngroup-by: [Host]\ntimespan: 1m\ncondition:\n  field: User\n  gte: 3"));

        Assert.Empty(story.Add("a", 0, ("Host", "h"), ("User", "one")));
        Assert.Empty(story.Add("a", 1, ("Host", "h"), ("User", "one")));
        Assert.Empty(story.Add("a", 2, ("Host", "h"), ("User", "two")));
        Assert.Empty(story.Add("a", 3, ("Host", "h")));
        Assert.Empty(story.Add("a", 4, ("Host", "other"), ("User", "three")));
        var match = Assert.Single(story.Add("a", 5, ("Host", "h"), ("User", "three")));
        Assert.Equal(3, match.Count);
        Assert.Equal([CorrelationStory.Event(2), CorrelationStory.Event(3), CorrelationStory.Event(6)], match.EventIds);
    }

    [Fact]
    public void Several_fields_are_counted_as_one_value()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation(
            "type: value_count\nrules: [a]\ntimespan: 1m\ncondition:\n  field: [User, Host]\n  gte: 2"));

        Assert.Empty(story.Add("a", 0, ("User", "1"), ("Host", "12")));
        Assert.Single(story.Add("a", 1, ("User", "11"), ("Host", "2")));
    }

    [Fact]
    public void A_rule_is_only_correlated_unless_the_correlation_generates_it()
    {
        var quiet = new CorrelationStory(CorrelationStory.Correlation(ThreePerMinute));
        var loud = new CorrelationStory(CorrelationStory.Correlation(ThreePerMinute + "\ngenerate: true"));

        Assert.True(quiet.Engine.IsOnlyCorrelated(quiet.Set.Rules[0]));
        Assert.False(loud.Engine.IsOnlyCorrelated(loud.Set.Rules[0]));
        Assert.False(quiet.Engine.IsOnlyCorrelated(quiet.Set.Rules[1]));
    }

    [Theory]
    [InlineData("gt: 2\nlte: 4", 3)]
    [InlineData("eq: 2", 2)]
    [InlineData("gte: 1\nneq: 1", 2)]
    public void Several_bounds_must_all_hold(string bounds, int expected)
    {
        var story = new CorrelationStory(CorrelationStory.Correlation(
            "type: event_count\nrules: [a]\ntimespan: 1m\ncondition:\n  " + bounds.Replace("\n", "\n  ", StringComparison.Ordinal)));

        var match = Enumerable.Range(0, 5).SelectMany(second => story.Add("a", second)).First();

        Assert.Equal(expected, match.Count);
    }
}
