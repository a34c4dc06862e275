using System.Globalization;
using System.Text;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Json;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Routing;
using Kotwal.Sigma.Rules;

namespace Kotwal.Sigma.Tests.Corpus;

public sealed class EngineCorpusTests
{
    [Theory]
    [InlineData("windows-flat.jsonl.gz")]
    [InlineData("windows-nested.jsonl.gz")]
    public void The_engine_finds_in_recorded_events_what_independent_engines_find(string file)
    {
        var expected = File.ReadLines(SharedData.Path("expected", "windows-matches.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(parts => parts[0], parts => int.Parse(parts[1], CultureInfo.InvariantCulture));
        var names = new SigmaFieldNames();
        var engine = Engine(names, "rules");
        var scanner = new SigmaJsonScanner(engine, names, SigmaLogSourceMap.Windows);

        var counts = new Dictionary<string, int>();
        var matches = new List<int>();
        using var lines = new StreamReader(SharedData.OpenGzip("events", file));
        while (lines.ReadLine() is { } line)
        {
            matches.Clear();
            Assert.True(scanner.TryMatch(Encoding.UTF8.GetBytes(line), matches), line);
            foreach (var match in matches)
            {
                var key = engine.Rules[match].Rule.Key;
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }

        Assert.Equal(expected.OrderBy(entry => entry.Key), counts.OrderBy(entry => entry.Key));
    }

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

    private static SigmaEngine Engine(SigmaFieldNames names, string folder)
    {
        var matchers = new List<SigmaMatcher>();
        foreach (var rule in SigmaRuleSet.Load([SharedData.Path("sigma", folder)]).Rules)
        {
            Assert.True(SigmaMatcher.TryCompile(rule, new() { Fields = names.Resolve }, out var matcher, out var error), error?.Reason);
            matchers.Add(matcher);
        }

        return new(matchers);
    }
}
