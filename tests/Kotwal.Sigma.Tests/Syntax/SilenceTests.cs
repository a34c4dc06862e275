using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Syntax;
using Kotwal.Sigma.Tests.Correlation;

namespace Kotwal.Sigma.Tests.Syntax;

/// <summary>Nothing is silent: what is not loaded is rejected, and what does nothing is said.</summary>
public sealed class SilenceTests
{
    private const string Rule = "title: Some rule\nid: 929a690e-bef0-4204-a928-ef5e620d6fcc\nlogsource: {product: a}\ndetection: {a: {F: 1}, condition: a}\n";

    [Theory]
    [InlineData("title: c\ncorrelations: {type: event_count}\n", "did you mean 'correlation'?")]
    [InlineData("title: c\ndetections: {a: {F: 1}}\n", "did you mean 'detection'?")]
    [InlineData("title: c\nFilter: {rules: any}\n", "did you mean 'filter'?")]
    [InlineData("title: c\nlog_source: {product: a}\n", "did you mean 'logsource'?")]
    [InlineData("- title: c\n  logsource: {product: a}\n  detection: {a: {F: 1}, condition: a}\n", "A rule is a map of its own")]
    public void A_section_that_is_spelt_wrongly_is_rejected(string document, string reason)
    {
        foreach (var text in new[] { document, Rule + "---\n" + document })
        {
            var set = SigmaRuleSet.Read([new("some.yml", text)]);

            Assert.Contains(reason, Assert.Single(set.Rejected).Reason, StringComparison.Ordinal);
            Assert.Empty(set.Ignored);
        }
    }

    [Fact]
    public void A_document_of_something_else_beside_rules_is_named()
    {
        var set = SigmaRuleSet.Read([new("some.yml", Rule + "---\nversion: 3\n")]);

        Assert.Single(set.Rules);
        Assert.Equal(["some.yml"], set.Ignored);
    }

    [Theory]
    [InlineData("product: [x, y]", "'product' must be a text")]
    [InlineData("{product: a, service: [x]}", "'service' must be a text")]
    [InlineData("{category: {a: b}}", "'category' must be a text")]
    public void A_log_source_of_several_is_rejected(string logSource, string reason)
    {
        var reading = SigmaReader.Read($"title: x\nlogsource: {(logSource[0] == '{' ? logSource : $"{{{logSource}}}")}\ndetection: {{a: {{F: 1}}, condition: a}}\n");

        Assert.Contains(reason, reading.Errors[0].Reason, StringComparison.Ordinal);
        Assert.Empty(reading.Documents);
    }

    [Theory]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ngroup-by: [ip]\ncondition: {gte: 3}\naliases: {ip: {zzz: src}}", "'zzz', which is none of the correlation's rules")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ngroup-by: [ip]\ncondition: {gte: 3}\naliases: {ipp: {a: src}}", "stands in no group-by; did you mean 'ip'?")]
    [InlineData("type: temporal\nrules: [a, rule-a]\ntimespan: 1m", "twice, by its id and by its name")]
    public void A_correlation_that_would_wait_in_vain_is_rejected(string section, string reason)
    {
        var engine = new CorrelationStory(CorrelationStory.Correlation(section)).Engine;

        Assert.Contains(reason, Assert.Single(engine.Rejected).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: 3, field: x}", "looks at no 'field'")]
    [InlineData("type: temporal\nrules: [a, b]\ntimespan: 1m\ncondition: {gte: 2, field: x}", "looks at no 'field'")]
    [InlineData("type: value_sum\nrules: [a]\ntimespan: 1m\ncondition: {gte: 2, field: x, percentile: 5}", "has no 'percentile'")]
    [InlineData("type: temporal\nrules: [a, a]\ntimespan: 1m", "refers to 'a' twice")]
    public void What_a_type_of_correlation_does_not_look_at_is_rejected(string section, string reason) =>
        Assert.Contains(reason, Assert.Single(SigmaReader.Read(CorrelationStory.Correlation(section)).Errors).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("F|windash|expand|contains: '%my-flags%'", "'%my-flags%' has no values")]
    [InlineData("F|expand: '%my name%'", "'%my name%' is no placeholder")]
    [InlineData("F|windash|expand: 'a%my name%'", "'%my name%' is no placeholder")]
    [InlineData("F|re|expand: 'a%name%'", "'%name%' has no values")]
    public void A_placeholder_that_is_not_filled_in_rejects_the_rule(string item, string reason) =>
        Assert.Contains(reason, Some.ReasonForItem(item), StringComparison.Ordinal);

    [Theory]
    [InlineData("F|expand: '%a%-%b%'")]
    [InlineData("F|re|expand: '%a%-%b%'")]
    [InlineData("F|expand: '%a%*%b%'")]
    public void Placeholders_that_make_too_many_values_reject_the_rule(string item)
    {
        string[] values = [.. Enumerable.Range(0, 400).Select(number => $"v{number}")];
        var rule = Some.Rule($"selection:\n  {item}\ncondition: selection");
        var options = new SigmaCompileOptions { Fields = (_, _) => [1], Placeholders = new Dictionary<string, System.Collections.Immutable.ImmutableArray<string>> { ["a"] = [.. values], ["b"] = [.. values] } };

        Assert.False(SigmaMatcher.TryCompile(rule, options, out _, out var error));
        Assert.Contains("more than 100000 values", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F|windash|expand|contains: ' %my-flags% -x'", "a /a-b /x", true)]
    [InlineData("F|windash|expand|contains: ' %my-flags% -x'", "a /a/b /x", false)]
    [InlineData("F|expand: '100\\%-%my-flags%%'", "100%-/a-b%", true)]
    [InlineData("F|re|expand: '^\\%re%my-flags%$'", "%re/a-b", true)]
    [InlineData("F|re|expand: '^\\%my-flags\\%$'", "%my-flags%", true)]
    [InlineData("F|re|expand: '^%odd%$'", "%TEMP%*", true)]
    [InlineData("F|re|expand: '^%odd%$'", "%TEMP%x", false)]
    public void Placeholders_are_filled_in_before_what_stands_around_them_is_read(string item, string value, bool expected) =>
        Assert.Equal(expected, Some.MatcherFor(item, ("my-flags", ["/a-b"]), ("odd", ["%TEMP%*"])).Matches(Some.Event(("F", value))));

    [Fact]
    public void What_does_nothing_is_remarked_upon()
    {
        var filter = "title: f\nlogsource: {product: b}\nfilter:\n  rules: [929a690e-bef0-4204-a928-ef5e620d6fcc]\n  s: {F: 1}\n  condition: s\n";
        var single = Rule.Replace("F: 1", "F|all: 1", StringComparison.Ordinal);

        var set = SigmaRuleSet.Read([new("rule.yml", single), new("filter.yml", filter)]).WithFilters();

        Assert.Empty(set.Rejected);
        Assert.Equal(["filter.yml", "filter.yml", "rule.yml"], set.Remarks.Select(remark => remark.Path).Order(StringComparer.Ordinal));
        Assert.Contains(set.Remarks, remark => remark.Reason.Contains("'all' does nothing", StringComparison.Ordinal));
        Assert.Contains(set.Remarks, remark => remark.Reason.Contains("has no 'not'", StringComparison.Ordinal));
        Assert.Contains(set.Remarks, remark => remark.Reason.Contains("its log source is for other rules", StringComparison.Ordinal));
    }

    [Fact]
    public void Reasons_and_chains_of_modifiers_are_bounded()
    {
        var reading = SigmaReader.Read(Some.RuleText($"selection:\n  'F|{new string('x', 10_000)}': a\ncondition: selection"));
        var chain = SigmaReader.Read(Some.RuleText($"selection:\n  'F{string.Concat(Enumerable.Repeat("|cased", 33))}': a\ncondition: selection"));
        var name = SigmaReader.Read(Some.RuleText($"selection:\n  ? {new string('x', 17_000)}\n  : a\ncondition: selection"));

        Assert.InRange(Assert.Single(reading.Errors).Reason.Length, 10, 600);
        Assert.Contains("more than 32 modifiers", Assert.Single(chain.Errors).Reason, StringComparison.Ordinal);
        Assert.Contains("longer than 16384", Assert.Single(name.Errors).Reason, StringComparison.Ordinal);
    }
}
