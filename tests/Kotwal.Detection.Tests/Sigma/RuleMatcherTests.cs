using Kotwal.Detection.Mappings;
using Kotwal.Detection.Sigma;
using Kotwal.Sigma.Rules;

namespace Kotwal.Detection.Tests.Sigma;

public sealed class RuleMatcherTests
{
    private static readonly MappingSet Mappings = new(
    [
        MappingReader.Read("gate.yaml", "name: gate\napplies: {event.module: gate}\nlog_source: {product: gate}\nfields: {Guest: user.name}"),
    ]);

    [Fact]
    public void A_rule_looks_only_at_events_of_its_log_source()
    {
        var index = IndexOf(Rule("logsource: {product: gate}", "user.name: eve"));

        Assert.Single(Matches(index, ("event.module", "gate"), ("user.name", "eve")));
        Assert.Empty(Matches(index, ("event.module", "fence"), ("user.name", "eve")));
    }

    [Fact]
    public void A_rules_field_is_found_where_the_mapping_says_and_under_its_own_name()
    {
        var index = IndexOf(Rule("logsource: {product: gate}", "Guest: eve"));

        Assert.Single(Matches(index, ("event.module", "gate"), ("user.name", "eve")));
        Assert.Single(Matches(index, ("event.module", "gate"), ("Guest", "eve")));
        Assert.Empty(Matches(index, ("event.module", "gate"), ("user.id", "eve")));
    }

    [Fact]
    public void A_field_that_nothing_knows_is_named_and_the_rule_is_kept()
    {
        var index = IndexOf(Rule("logsource: {product: gate}", "Guest: eve\n    Nobody: knows\n    user.name: eve"));

        Assert.Equal(["Nobody"], Assert.Single(index.Rules).Unmapped);
        Assert.Empty(index.Rejected);
    }

    [Fact]
    public void Each_event_is_asked_anew()
    {
        var index = IndexOf(Rule("logsource: {product: gate}", "user.name: eve"), Rule("logsource: {product: gate}", "user.name: bob"));
        var matcher = new RuleMatcher(index);
        var batch = Some.Add(Some.Event(("event.module", "gate"), ("user.name", "eve")), ("event.module", "gate"), ("user.name", "bob"));
        var matches = new List<LoadedRule>();

        matcher.Match(batch[0], matches);
        matcher.Match(batch[1], matches);

        Assert.Equal([0, 1], matches.Select(rule => rule.Index));
    }

    private static string Rule(string logSource, string selection) =>
        $"title: Some rule\n{logSource}\ndetection:\n  selection:\n    {selection}\n  condition: selection\n";

    private static RuleIndex IndexOf(params string[] rules)
    {
        var set = SigmaRuleSet.Read(rules.Select((text, number) => new SigmaSource($"{number}.yml", text)));
        Assert.Empty(set.Rejected);
        return new(set.Rules, Mappings);
    }

    private static List<LoadedRule> Matches(RuleIndex index, params (string Name, string Value)[] fields)
    {
        var matches = new List<LoadedRule>();
        new RuleMatcher(index).Match(Some.Event(fields)[0], matches);
        return matches;
    }
}
