using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Rules;

namespace Kotwal.Sigma.Tests.Rules;

public sealed class FilterTests
{
    private const string Rule = """
        title: Some rule
        id: 00000000-0000-4000-8000-000000000001
        name: some_rule
        logsource: {product: windows, category: process_creation}
        detection:
          selection: {Image|endswith: cmd.exe}
          condition: 1 of them
        """;

    [Theory]
    [InlineData("product: windows", "[00000000-0000-4000-8000-000000000001]", false)]
    [InlineData("product: windows", "[some_rule]", false)]
    [InlineData("product: windows", "any", false)]
    [InlineData("product: windows", "All", false)]
    [InlineData("product: windows", "[Any]", false)]
    [InlineData("product: windows", "[]", false)]
    [InlineData("{product: windows, category: process_creation}", "any", false)]
    [InlineData("{product: windows, category: file_event}", "any", true)]
    [InlineData("product: linux", "[some_rule]", true)]
    [InlineData("{product: windows, service: security}", "any", true)]
    public void A_filter_takes_events_from_the_rules_of_its_log_source_that_it_names(string logSource, string rules, bool isMatch)
    {
        var set = Read(Rule, FilterText(logSource, rules, "selection: {User|startswith: adm_}\n  condition: not selection"));
        var matcher = Compile(set);

        Assert.Empty(set.Rejected);
        Assert.Equal(isMatch, matcher.Matches(Some.Event(("Image", "cmd.exe"), ("User", "adm_eve"))));
        Assert.True(matcher.Matches(Some.Event(("Image", "cmd.exe"), ("User", "eve"))));
        Assert.False(matcher.Matches(Some.Event(("Image", "other.exe"), ("User", "eve"))));
    }

    [Fact]
    public void Filters_of_the_same_search_names_do_not_meet()
    {
        var filter = FilterText("product: windows", "any", "selection: {User: eve}\n  condition: not 1 of selection*");
        var matcher = Compile(Read(Rule, filter, FilterText("product: windows", "any", "selection: {User: bob}\n  condition: not selection")));

        Assert.False(matcher.Matches(Some.Event(("Image", "cmd.exe"), ("User", "eve"))));
        Assert.False(matcher.Matches(Some.Event(("Image", "cmd.exe"), ("User", "bob"))));
        Assert.True(matcher.Matches(Some.Event(("Image", "cmd.exe"), ("User", "ada"))));
    }

    [Fact]
    public void A_filter_for_a_rule_that_is_not_there_is_rejected()
    {
        var set = Read(Rule, FilterText("product: windows", "[some_rule, other_rule]", "selection: {User: eve}\n  condition: not selection"));

        Assert.Contains("'other_rule'", Assert.Single(set.Rejected).Reason, StringComparison.Ordinal);
        Assert.True(Compile(set).Matches(Some.Event(("Image", "cmd.exe"), ("User", "eve"))));
    }

    private static string FilterText(string logSource, string rules, string detection) =>
        $"title: Some filter\nlogsource: {(logSource.StartsWith('{') ? logSource : $"{{{logSource}}}")}\nfilter:\n  rules: {rules}\n  {detection}\n";

    private static SigmaRuleSet Read(params string[] texts) => SigmaRuleSet.Read(texts.Select((text, number) => new SigmaSource($"{number}.yml", text))).WithFilters();

    private static SigmaMatcher Compile(SigmaRuleSet set)
    {
        Assert.True(SigmaMatcher.TryCompile(Assert.Single(set.Rules), new() { Fields = (name, _) => TableEvent.HandlesOf(name) }, out var matcher, out var error), error?.Reason);
        return matcher;
    }
}
