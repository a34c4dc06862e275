using System.Globalization;
using System.Text.Json;

namespace Kotwal.Sigma.Tests.Corpus;

public sealed class WindowsCorpusTests
{
    [Theory]
    [InlineData("windows-flat.jsonl.gz")]
    [InlineData("windows-nested.jsonl.gz")]
    public void All_rules_match_the_recorded_events_as_often_as_independent_engines_say(string file)
    {
        var expected = File.ReadLines(SharedData.Path("expected", "windows-matches.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(parts => parts[0], parts => int.Parse(parts[1], CultureInfo.InvariantCulture));
        var rules = new CompiledRules("rules");

        var counts = new Dictionary<string, int>();
        var events = 0;
        using var lines = new StreamReader(SharedData.OpenGzip("events", file));
        while (lines.ReadLine() is { } line)
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(line));
            rules.Events.Read(ref reader);
            rules.CountMatches(counts);
            events++;
        }

        Assert.Equal(95_012, events);
        Assert.Equal(expected.OrderBy(entry => entry.Key), counts.OrderBy(entry => entry.Key));
    }
}
