namespace Kotwal.Sigma.Tests.Correlation;

/// <summary>Sigma correlation rules specification, "Temporal Proximity", aliases and chains.</summary>
public sealed class TemporalTests
{
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
    public void A_reference_to_an_id_is_one_in_any_case()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation("type: temporal\nrules: [RULE-A, b]\ntimespan: 1m"));

        Assert.Empty(story.Engine.Rejected);
        Assert.Empty(story.Add("a", 0));
        Assert.Single(story.Add("b", 1));
        Assert.True(story.Engine.IsOnlyCorrelated(story.Set.Rules[0]));
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
}
