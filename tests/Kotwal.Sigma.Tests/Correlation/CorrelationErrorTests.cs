using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Correlation;

public sealed class CorrelationErrorTests
{
    [Theory]
    [InlineData("rules: [a]\ntimespan: 1m\ncondition: {gte: 3}", "has no type")]
    [InlineData("type: event_cuont\nrules: [a]\ntimespan: 1m\ncondition: {gte: 3}", "did you mean 'event_count'?")]
    [InlineData("type: event_count\ntimespan: 1m\ncondition: {gte: 3}", "refers to no rules")]
    [InlineData("type: event_count\nrules: [a]\ncondition: {gte: 3}", "has no timespan")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1M\ncondition: {gte: 3}", "is no timespan")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 99999999d\ncondition: {gte: 3}", "is no timespan")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m", "needs a condition")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: gte 3", "must be a map")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: many}", "needs a number")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {least: 3}", "not part of a correlation's condition")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {GTE: 3}", "did you mean 'gte'")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {+1: 3}", "not part of a correlation's condition")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: 3}\ngenerate: yes", "'generate' must be true or false")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: 3}\naliases: {x: {a: b}, y: c}", "The alias 'y' must be a map")]
    [InlineData("type: value_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: 3}", "needs a 'field'")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ngroupby: [x]\ncondition: {gte: 3}", "did you mean 'group-by'?")]
    [InlineData("type: value_percentile\nrules: [a]\ntimespan: 1m\ncondition: {gte: 3, field: x}", "needs a 'percentile'")]
    public void A_correlation_that_cannot_be_read_is_rejected_with_the_reason(string section, string reason)
    {
        var reading = SigmaReader.Read(CorrelationStory.Correlation(section));

        Assert.Contains(reason, Assert.Single(reading.Errors).Reason, StringComparison.Ordinal);
        Assert.Empty(reading.Documents);
    }

    [Theory]
    [InlineData("type: event_count\nrules: [rule-b]\ntimespan: 1m\ncondition: {gte: 3}", "'rule-b' that is not loaded; did you mean 'rule-a'?")]
    [InlineData("type: event_count\nrules: [it]\ntimespan: 1m\ncondition: {gte: 3}", "refers to itself")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {lt: 3}", "no lower bound")]
    [InlineData("type: temporal_ordered\nrules: [a, b, c]\ntimespan: 1m\ncondition: {gte: 2}", "needs all of its 3 rules")]
    public void A_correlation_that_cannot_be_evaluated_is_rejected_with_the_reason(string section, string reason)
    {
        var engine = new CorrelationStory(CorrelationStory.Correlation(section)).Engine;

        Assert.Contains(engine.Rejected, error => error.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.Empty(engine.Correlations);
    }

    [Theory]
    [InlineData("correlation:\n  type: temporal\n  rules: [a]\n  timespan: 1m\ngenerate: true\n", true)]
    [InlineData("correlation:\n  type: temporal\n  rules: [a]\n  timespan: 1m\n  generate: true\n", true)]
    [InlineData("correlation:\n  type: temporal\n  rules: [a]\n  timespan: 1m\n  generate: false\ngenerate: true\n", false)]
    [InlineData("correlation:\n  type: temporal\n  rules: [a]\n  timespan: 1m\n", false)]
    public void Generate_may_stand_within_the_correlation_or_beside_it(string text, bool isGenerated)
    {
        var reading = SigmaReader.Read("title: Some correlation\n" + text);

        Assert.Equal(isGenerated, Assert.IsType<SigmaCorrelation>(Assert.Single(reading.Documents)).Generate);
    }

    [Fact]
    public void A_circle_of_correlations_is_rejected()
    {
        var engine = new CorrelationStory(
            CorrelationStory.Correlation("type: temporal\nrules: [two, a]\ntimespan: 1m", "one")
            + "---\n" + CorrelationStory.Correlation("type: temporal\nrules: [one, b]\ntimespan: 1m", "two")).Engine;

        Assert.Empty(engine.Correlations);
        Assert.Contains(engine.Rejected, error => error.Reason.Contains("refers to itself", StringComparison.Ordinal));
    }

    [Fact]
    public void Filters_are_read_and_kept_apart_from_rules()
    {
        var set = SigmaRuleSet.Read([new("filter.yml", """
            title: Filter Administrator account
            logsource:
                category: process_creation
                product: windows
            filter:
                rules:
                    - 6f3e2987-db24-4c78-a860-b4f4095a7095
                selection:
                    User|startswith: 'adm_'
                condition: not selection
            """)]);

        Assert.Empty(set.Rules);
        var filter = Assert.Single(set.Filters);
        Assert.Equal(["6f3e2987-db24-4c78-a860-b4f4095a7095"], filter.Rules);
        Assert.Equal("selection", Assert.Single(filter.Detection.Searches).Name);
    }
}
