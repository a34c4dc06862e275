using Kotwal.Sigma.Pipelines;
using Kotwal.Sigma.Rules;
using static Kotwal.Sigma.Tests.Pipelines.PipelineCase;

namespace Kotwal.Sigma.Tests.Pipelines;

public sealed class RuleSetTests
{
    private const string Rules = """
        title: Failed logon
        id: 11111111-1111-4111-8111-111111111111
        name: failed
        logsource: {product: windows, service: security}
        detection: {s: {EventID: 4625}, condition: s}
        ---
        title: Logon
        name: logon
        logsource: {product: linux}
        detection: {s: {User: x}, condition: s}
        ---
        title: Guessing
        name: guessing
        correlation:
          type: value_count
          rules: [failed, logon]
          group-by: [who, Computer]
          timespan: 5m
          condition: {gte: 5, field: User}
          aliases:
            who: {failed: User, logon: Account}
        """;

    [Fact]
    public void Correlations_follow_the_names_that_their_rules_got()
    {
        var correlation = Set("- {type: field_name_mapping, mapping: {User: user.name, Computer: [host.name, host.id], who: never}}").Correlations.Single();

        Assert.Equal(["who", "host.name", "host.id"], correlation.GroupBy);
        Assert.Equal(["user.name"], correlation.ValueFields);
        Assert.Equal([new("who", "failed", "user.name"), new("who", "logon", "Account")], correlation.Aliases);
    }

    [Theory]
    [InlineData("{User: [a, b], Account: c}", "The pipeline gives 'User' several names, and an alias of a correlation can have one only.")]
    public void A_field_that_can_be_one_only_rejects_the_correlation(string mapping, string reason)
    {
        var set = Set($"- {{type: field_name_mapping, mapping: {mapping}}}");

        Assert.Empty(set.Correlations);
        Assert.Equal(2, set.Rules.Length);
        Assert.StartsWith(reason, Assert.Single(set.Rejected).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{type: logsource, service: security}", "f")]
    [InlineData("{type: logsource, product: linux}", "f")]
    [InlineData("{type: logsource, product: macos}", "User")]
    [InlineData("{type: is_sigma_correlation_rule}", "f")]
    [InlineData("{type: is_sigma_rule}", "User")]
    [InlineData("{type: contains_field, field: User}", "User")]
    [InlineData("{type: rule_attribute, attribute: name, value: guessing}", "f")]
    public void A_condition_on_the_log_source_asks_the_rules_of_a_correlation(string condition, string expected) => Assert.Equal(
        [expected], Set($"- {{type: field_name_mapping, mapping: {{User: f}}, rule_conditions: [{condition}]}}").Correlations.Single().ValueFields);

    [Fact]
    public void What_counts_is_the_log_source_that_a_rule_had_when_the_same_step_came_to_it()
    {
        const string Steps = """
            - {type: field_name_suffix, suffix: .1, rule_conditions: [{type: logsource, service: security}]}
            - {type: change_logsource, product: other, rule_conditions: [{type: is_sigma_rule}]}
            - {type: field_name_suffix, suffix: .2, rule_conditions: [{type: logsource, service: security}]}
            - {type: field_name_suffix, suffix: .3, rule_conditions: [{type: logsource, product: other}]}
            """;
        var set = Set(Steps);

        Assert.Equal("EventID.1.3", set.Rules[0].Items().Single().Field);
        Assert.Equal(["User.1.3"], set.Correlations.Single().ValueFields);
    }

    [Fact]
    public void Rules_that_a_pipeline_fails_are_rejected_and_others_are_not()
    {
        var set = Set("- {type: rule_failure, message: Not here., rule_conditions: [{type: logsource, product: linux}]}");

        Assert.Equal("failed", Assert.Single(set.Rules).Metadata.Name);
        Assert.Equal(["rules.yml:7:1: Not here. (pipeline step at some.yml:3:3)", "rules.yml:12:1: Not here. (pipeline step at some.yml:3:3)"], set.Rejected.Select(error => error.ToString()));
    }

    [Fact]
    public void Filters_speak_of_rules_as_they_were_written()
    {
        var set = SigmaRuleSet.Read(
        [
            new("rule.yml", "title: A\nlogsource: {product: windows}\ndetection: {s: {EventID: 1}, condition: s}"),
            new("filter.yml", "title: F\nlogsource: {product: windows}\nfilter: {rules: any, f: {User: x}, condition: not f}"),
        ]).With(Pipeline("- {type: field_name_prefix, prefix: p.}\n- {type: change_logsource, product: other}"));

        Assert.Equal(["p.EventID", "p.User"], set.Rules.Single().Items().Select(item => item.Field));
    }

    [Fact]
    public void What_is_wrong_with_a_pipeline_is_said_where_rules_are()
    {
        var set = SigmaRuleSet.Read([]).With(SigmaPipeline.Read([new("bad.yml", "name: [x]")]));

        Assert.Equal("bad.yml:1:7: 'name' of a pipeline must be a text.", Assert.Single(set.Rejected).ToString());
    }

    private static SigmaRuleSet Set(string steps) => SigmaRuleSet.Read([new("rules.yml", Rules)]).With(Pipeline(steps));
}
