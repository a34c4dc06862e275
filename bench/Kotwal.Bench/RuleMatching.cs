using BenchmarkDotNet.Attributes;
using Kotwal.Detection.Sigma;
using Kotwal.Events;
using Kotwal.Events.Formats;

namespace Kotwal.Bench;

/// <summary>How long do the Sigma rules about Windows take for one decoded event, routed to those of its log sources?</summary>
public class RuleMatching
{
    private readonly EventBatch events = new(Guid.Empty);
    private readonly List<LoadedRule> matches = [];
    private RuleMatcher? matcher;

    [GlobalSetup]
    public void Prepare()
    {
        var reader = FormatList.Find("windows")!.CreateReader();
        foreach (var record in Data.Read("windows-flat.jsonl.gz", "Windows/windows.jsonl"))
        {
            reader.Read(in record, events);
        }

        var rules = Data.WindowsRules();
        matcher = new RuleMatcher(rules);
        var asked = Enumerable.Range(0, events.Count).Sum(index => (long)matcher.RulesFor(events[index]).Count);
        Console.WriteLine($"// {rules.Rules.Count} rules, of which an event is asked about {asked / (double)events.Count:F1} on average.");
    }

    [Benchmark(OperationsPerInvoke = Data.Records)]
    public int MatchEvent()
    {
        matches.Clear();
        for (var index = 0; index < events.Count; index++)
        {
            matcher!.Match(events[index], matches);
        }

        return matches.Count;
    }
}
