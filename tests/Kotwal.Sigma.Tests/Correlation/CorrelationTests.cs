namespace Kotwal.Sigma.Tests.Correlation;

/// <summary>Sigma correlation rules specification.</summary>
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
    public void Temporal_wants_all_rules_in_any_order()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation("type: temporal\nrules: [a, b, c]\ngroup-by: [User]\ntimespan: 5m"));

        Assert.Empty(story.Add("c", 0, ("User", "eve")));
        Assert.Empty(story.Add("c", 1, ("User", "eve")));
        Assert.Empty(story.Add("a", 2, ("User", "eve")));
        Assert.Empty(story.Add("b", 3, ("User", "bob")));
        Assert.Equal(3, Assert.Single(story.Add("b", 300, ("User", "eve"))).Count);
    }

    [Fact]
    public void Temporal_with_a_condition_wants_so_many_different_rules()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation("type: temporal\nrules: [a, b, c]\ntimespan: 5m\ncondition:\n  gte: 2"));

        Assert.Empty(story.Add("a", 0));
        Assert.Empty(story.Add("a", 1));
        Assert.Single(story.Add("c", 2));
    }

    [Fact]
    public void Temporal_ordered_wants_the_order_of_the_rules()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation("type: temporal_ordered\nrules: [a, b, c]\ntimespan: 1m"));

        Assert.Empty(story.Add("b", 0));
        Assert.Empty(story.Add("a", 1));
        Assert.Empty(story.Add("c", 2));
        Assert.Empty(story.Add("b", 3));
        Assert.Equal([2, 4, 5], Assert.Single(story.Add("c", 4)).EventIds.Select(id => Enumerable.Range(1, 9).First(number => CorrelationStory.Event(number) == id)));
    }

    [Fact]
    public void Temporal_ordered_begins_at_the_latest_event_that_fits()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation("type: temporal_ordered\nrules: [a, b]\ntimespan: 1m"));

        Assert.Empty(story.Add("a", 0));
        Assert.Empty(story.Add("a", 50));
        Assert.Empty(story.Add("b", 111));
        Assert.Empty(story.Add("a", 112));
        Assert.Single(story.Add("b", 170));
    }

    [Fact]
    public void A_noisy_rule_does_not_grow_an_ordered_group()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation("type: temporal_ordered\nrules: [a, b]\ntimespan: 1h"));

        for (var second = 0; second < 1_000; second++)
        {
            story.Add("a", second);
        }

        Assert.True(story.Engine.EventCount <= 16);
        Assert.Single(story.Add("b", 1_000));
    }

    [Fact]
    public void Aliases_join_fields_of_different_names()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation("""
            type: temporal
            rules: [a, b]
            group-by: [internal_ip]
            timespan: 10s
            aliases:
              internal_ip:
                a: destination.ip
                b: source.ip
            """));

        Assert.Empty(story.Add("a", 0, ("destination.ip", "10.0.0.1"), ("source.ip", "1.1.1.1")));
        Assert.Empty(story.Add("b", 1, ("destination.ip", "10.0.0.1"), ("source.ip", "1.1.1.1")));
        Assert.Equal(["10.0.0.1"], Assert.Single(story.Add("b", 2, ("source.ip", "10.0.0.1"))).GroupValues);
    }

    [Fact]
    public void Many_failures_and_then_a_success_are_a_chain_of_correlations()
    {
        var story = new CorrelationStory(
            CorrelationStory.Correlation("type: event_count\nrules: [a]\ngroup-by: [Host, User]\ntimespan: 5m\ncondition:\n  gte: 3", "many_failed_logins")
            + "---\n" + CorrelationStory.Correlation("type: temporal_ordered\nrules: [many_failed_logins, b]\ngroup-by: [User]\ntimespan: 1h", "brute_force"));

        Assert.Empty(story.Add("b", 0, ("Host", "h"), ("User", "eve")));
        Assert.Empty(story.Add("a", 1, ("Host", "h"), ("User", "eve")));
        Assert.Empty(story.Add("a", 2, ("Host", "h"), ("User", "eve")));
        Assert.Equal("many_failed_logins", Assert.Single(story.Add("a", 3, ("Host", "h"), ("User", "eve"))).Correlation.Metadata.Name);
        Assert.Empty(story.Add("b", 4, ("Host", "h"), ("User", "bob")));
        var match = Assert.Single(story.Add("b", 5, ("Host", "elsewhere"), ("User", "eve")));
        Assert.Equal("brute_force", match.Correlation.Metadata.Name);
        Assert.Equal(["eve"], match.GroupValues);
        Assert.Equal([2, 3, 4, 6], match.EventIds.Select(id => Enumerable.Range(1, 9).First(number => CorrelationStory.Event(number) == id)));
    }

    [Fact]
    public void An_outer_correlation_takes_fields_that_the_inner_one_does_not_group_by()
    {
        var story = new CorrelationStory(
            CorrelationStory.Correlation("type: event_count\nrules: [a]\ngroup-by: [Host]\ntimespan: 5m\ncondition:\n  gte: 2", "inner")
            + "---\n" + CorrelationStory.Correlation("type: temporal\nrules: [inner, b]\ngroup-by: [User]\ntimespan: 1h", "outer"));

        Assert.True(story.Engine.TryGetFields("rule-a", out var fields));
        story.Add("a", 1, ("Host", "h"), ("User", "x"));
        story.Add("a", 2, ("Host", "h"), ("User", "eve"));

        Assert.Equal(["Host", "User"], fields);
        Assert.Single(story.Add("b", 3, ("User", "eve")));
    }

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
