namespace Kotwal.Sigma.Tests.Corpus;

public sealed class RuleCorpusTests
{
    [Fact]
    public void Every_published_rule_loads_or_is_rejected_for_placeholders_without_values()
    {
        var rules = new CompiledRules("");

        Assert.Empty(rules.Loaded.Rejected);
        Assert.Empty(rules.Loaded.Ignored);
        Assert.Equal(3_780, rules.Loaded.Rules.Length);
        Assert.All(rules.Rejected, error => Assert.Contains("placeholder", error.Reason, StringComparison.Ordinal));
        Assert.All(rules.Rejected, error => Assert.Contains("|expand", File.ReadAllText(error.Path!), StringComparison.Ordinal));
        Assert.NotEmpty(rules.Rejected);
    }
}
