using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Json;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Tests.Corpus;

/// <summary>The regression data of the rule set: recorded events that one named rule must match so many times.</summary>
public sealed partial class RegressionDataTests
{
    /// <summary>
    /// Recordings with more events that fit the rule by its own words than their info file says: two shares are switched off (AutoShareServer
    /// and AutoShareWks), user.conf is written three times, a domain is added for three protocols.
    /// </summary>
    private static readonly Dictionary<string, int> CountsThatTheRecordingsReallyHave = new()
    {
        ["c7dcacd0-cc59-4004-b0a4-1d6cdebe6f3e"] = 2,
        ["0b9ad457-2554-44c1-82c2-d56a99c42377"] = 3,
        ["45e112d0-7759-4c2a-aa36-9f8fb79d3393"] = 3,
    };

    [Fact]
    public void Every_recorded_event_is_matched_by_the_rule_that_its_folder_names()
    {
        var rules = new CompiledRules("");
        var folders = Directory.GetFiles(SharedData.Path("events", "evtx"), "info.yml", SearchOption.AllDirectories);

        var faults = folders.Select(info => FaultOf(info, rules)).Where(fault => fault is not null).ToList();

        Assert.Equal(104, folders.Length);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void The_engine_finds_what_the_plain_one_finds_in_every_recorded_event()
    {
        var rules = new CompiledRules("");
        var names = new SigmaFieldNames();
        List<SigmaMatcher> matchers = [.. rules.Loaded.Rules.Select(rule => SigmaMatcher.TryCompile(rule, new() { Fields = names.Resolve }, out var matcher, out _) ? matcher : null).OfType<SigmaMatcher>()];
        var scanner = new SigmaJsonScanner(new(matchers), names, WindowsLogSources.Map());
        var events = 0;
        foreach (var document in Directory.GetFiles(SharedData.Path("events", "evtx"), "*.json", SearchOption.AllDirectories).SelectMany(DocumentsOf))
        {
            var found = new List<int>();
            var wanted = new Dictionary<string, int>();
            var reader = new Utf8JsonReader(document);

            Assert.True(scanner.TryMatch(document, found));
            rules.Events.Read(ref reader);
            rules.CountMatches(wanted);

            Assert.Equal(wanted.Keys.Order(), found.Select(match => matchers[match].Rule.Key).Order());
            events++;
        }

        Assert.InRange(events, 104, int.MaxValue);
    }

    private static List<byte[]> DocumentsOf(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var documents = new List<byte[]>();
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            documents.Add(bytes[start..(int)reader.BytesConsumed]);
        }

        return documents;
    }

    private static string? FaultOf(string info, CompiledRules rules)
    {
        var about = File.ReadAllText(info);
        var counts = new Dictionary<string, int>();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(info)!, "*.json"))
        {
            var reader = new Utf8JsonReader(File.ReadAllBytes(file), new JsonReaderOptions { AllowMultipleValues = true });
            while (rules.Events.Read(ref reader))
            {
                rules.CountMatches(counts);
                reader.Read();
            }
        }

        var id = RuleId().Match(about).Groups[1].Value;
        var found = counts.GetValueOrDefault(id);
        var stated = MatchCount().Match(about);
        int? wanted = CountsThatTheRecordingsReallyHave.TryGetValue(id, out var real) ? real
            : stated.Success ? int.Parse(stated.Groups[1].Value, CultureInfo.InvariantCulture)
            : null;
        var isRight = wanted is null ? found > 0 : found == wanted;
        return isRight ? null : $"{info}: rule {id} matched {found} times, not {wanted?.ToString(CultureInfo.InvariantCulture) ?? "at least once"}.";
    }

    [GeneratedRegex(@"rule_metadata:\s+- id: (\S+)")]
    private static partial Regex RuleId();

    [GeneratedRegex(@"match_count: (\d+)")]
    private static partial Regex MatchCount();
}
