using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Syntax;
using Kotwal.Sigma.Tests.Corpus;
using Kotwal.Sigma.Writing;

namespace Kotwal.Sigma.Tests.Writing;

public sealed class WriterCorpusTests
{
    [Fact]
    public void Every_published_rule_that_is_written_is_read_as_the_same_rule()
    {
        var rules = SigmaRuleSet.Load([SharedData.Path("sigma")]).Rules;

        Assert.Equal(3_780, rules.Length);
        Assert.All(rules, rule => Rewriting.Again(rule));
    }

    [Fact]
    public void Rules_that_were_written_find_in_recorded_events_what_independent_engines_find()
    {
        var rules = SigmaRuleSet.Load([SharedData.Path("sigma", "rules")]).Rules;

        Assert.Equal(WindowsMatches.Expected(), WindowsMatches.Found(rules.Select(rule => (SigmaRule)Rewriting.Read(SigmaWriter.Write(rule))), "windows-flat.jsonl.gz"));
    }

    [Fact]
    public void All_published_rules_in_one_text_are_read_as_the_same_rules()
    {
        var rules = SigmaRuleSet.Load([SharedData.Path("sigma", "rules")]).Rules;

        var reading = SigmaReader.Read(SigmaWriter.Write(rules), limits: new SigmaLimits { MaxTextLength = int.MaxValue });

        Assert.Empty(reading.Errors);
        Assert.Equal(rules.Select(TreeText.Of), reading.Documents.Select(TreeText.Of));
    }

    /// <summary>Comments aside, what a writer changes are folds, quotes that are not needed, and the order of keys; nearly all lines are as SigmaHQ writes them.</summary>
    [Fact]
    public void Published_rules_are_written_much_as_they_are_published()
    {
        var lines = 0;
        var same = 0;
        foreach (var rule in SigmaRuleSet.Load([SharedData.Path("sigma", "rules")]).Rules)
        {
            var published = File.ReadAllLines(rule.Path!).Select(line => line.Split(" #")[0].TrimEnd()).ToHashSet();
            var written = SigmaWriter.Write(rule).Split('\n');
            lines += written.Length;
            same += written.Count(published.Contains);
        }

        Assert.InRange((double)same / lines, 0.96, 1);
    }
}
