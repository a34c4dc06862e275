using System.Text;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Json;
using Kotwal.Sigma.Routing;
using Kotwal.Sigma.Rules;

namespace Kotwal.Sigma.Tests.Corpus;

public sealed class EngineCorpusTests
{
    [Theory]
    [InlineData("windows-flat.jsonl.gz")]
    [InlineData("windows-nested.jsonl.gz")]
    public void The_engine_finds_in_recorded_events_what_independent_engines_find(string file) =>
        Assert.Equal(WindowsMatches.Expected(), WindowsMatches.Found(SigmaRuleSet.Load([SharedData.Path("sigma", "rules")]).Rules, file));

    [Fact]
    public void Events_are_matched_without_allocating_once_the_engine_knows_them()
    {
        var names = new SigmaFieldNames();
        var scanner = new SigmaJsonScanner(Engine(names, "rules/windows/process_creation"), names, SigmaLogSourceMap.Windows);
        using var lines = new StreamReader(SharedData.OpenGzip("events", "windows-flat.jsonl.gz"));
        var events = new List<byte[]>();
        while (lines.ReadLine() is { } line && events.Count < 200)
        {
            if (line.Contains("\"EventID\":1,", StringComparison.Ordinal) && line.Contains("Sysmon", StringComparison.Ordinal))
            {
                events.Add(Encoding.UTF8.GetBytes(line));
            }
        }

        var allocated = new List<long>();
        var matches = new List<int>(4_000);
        for (var round = 0; round < 30; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var one in events)
            {
                scanner.TryMatch(one, matches);
            }

            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
            matches.Clear();
        }

        Assert.Contains(0, allocated);
    }

    private static SigmaEngine Engine(SigmaFieldNames names, string folder) =>
        new([.. SigmaRuleSet.Load([SharedData.Path("sigma", folder)]).Rules.Select(rule => WindowsMatches.Compile(rule, names))]);
}
