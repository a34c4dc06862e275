using System.Globalization;
using System.Text;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Json;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Routing;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Corpus;

/// <summary>How often each rule matches the recorded events of Windows.</summary>
internal static class WindowsMatches
{
    /// <summary>As independent engines say.</summary>
    public static IEnumerable<KeyValuePair<string, int>> Expected() => File.ReadLines(SharedData.Path("expected", "windows-matches.csv"))
        .Skip(1)
        .Select(line => line.Split(','))
        .Select(parts => KeyValuePair.Create(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture)))
        .OrderBy(entry => entry.Key);

    /// <summary>As the engine finds.</summary>
    public static IEnumerable<KeyValuePair<string, int>> Found(IEnumerable<SigmaRule> rules, string file)
    {
        var names = new SigmaFieldNames();
        var engine = new SigmaEngine([.. rules.Select(rule => Compile(rule, names))]);
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

        return counts.OrderBy(entry => entry.Key);
    }

    public static SigmaMatcher Compile(SigmaRule rule, SigmaFieldNames names)
    {
        Assert.True(SigmaMatcher.TryCompile(rule, new() { Fields = names.Resolve }, out var matcher, out var error), error?.Reason);
        return matcher;
    }
}
