using Kotwal.Detection.Sigma;
using Kotwal.Inputs;
using Kotwal.Scanning;

namespace Kotwal.Tests.Scanning;

public sealed class ScanTallyTests
{
    [Fact]
    public void Matches_of_all_chunks_are_added_up_and_correlations_go_over_their_borders()
    {
        var rules = Some.Rules();
        var tally = new ScanTally(rules.Correlations);
        var events = Some.Events("stop", "part", "part", "stop");

        var first = tally.Add(ResultOf(rules, events, 0, 2));
        var second = tally.Add(ResultOf(rules, events, 2, 2));

        Assert.Empty(first);
        Assert.Equal("parts", Assert.Single(second).RuleId);
        Assert.Equal((4, 3), (tally.Events, tally.Alerts));
        Assert.Equal([new("parts", 1), new("stop", 2)], tally.Matches);
    }

    private static ChunkResult ResultOf(RuleFolder rules, Events.EventBatch events, int from, int count)
    {
        var result = new ChunkResult { Events = count };
        var matcher = new RuleMatcher(rules.Index);
        for (var place = from; place < from + count; place++)
        {
            var matches = new List<LoadedRule>();
            matcher.Match(events[place], matches);
            result.Matches.AddRange(matches.Select(rule => new RuleMatch(rule, null, rules.Correlations.Take(rule.Matcher.Rule, events[place]))));
        }

        return result;
    }
}
