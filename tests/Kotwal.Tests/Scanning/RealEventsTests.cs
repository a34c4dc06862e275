using System.Globalization;
using System.Text.RegularExpressions;
using Kotwal.Inputs;
using Kotwal.Scanning;
using Kotwal.Testing;

namespace Kotwal.Tests.Scanning;

/// <summary>Real events against the counts that independent engines found.</summary>
public sealed partial class RealEventsTests
{
    // Recordings in which more events fit the rule by its own words than their info file says: both shares are switched off, user.conf
    // is written three times, a domain is added for three protocols.
    private static readonly Dictionary<string, long> ReallyThere = new()
    {
        ["c7dcacd0-cc59-4004-b0a4-1d6cdebe6f3e"] = 2,
        ["0b9ad457-2554-44c1-82c2-d56a99c42377"] = 3,
        ["45e112d0-7759-4c2a-aa36-9f8fb79d3393"] = 3,
    };

    [Theory]
    [InlineData("windows-flat.jsonl.gz")]
    [InlineData("windows-nested.jsonl.gz")]
    public async Task Every_rule_matches_as_often_as_it_must(string file)
    {
        var rules = RuleFolder.Load([Repository.Shared("sigma", "rules")]);
        var expected = File.ReadLines(Repository.Shared("expected", "windows-matches.csv")).Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(cells => cells[0], cells => long.Parse(cells[1], CultureInfo.InvariantCulture));

        var tally = await ScanAsync(rules, Repository.Shared("events", file));

        Assert.Equal(95_012, tally.Events);
        Assert.Equal(0, tally.Unreadable);
        Assert.Equal(expected, tally.Matches);
    }

    [Fact]
    public async Task Every_recorded_attack_is_found_by_the_rule_that_is_named_for_it()
    {
        var rules = RuleFolder.Load([Repository.Shared("sigma")]);
        var wrong = new List<string>();
        var folders = Directory.EnumerateFiles(Repository.Shared("events", "evtx"), "info.yml", SearchOption.AllDirectories).ToList();

        foreach (var info in folders)
        {
            var text = await File.ReadAllTextAsync(info, TestContext.Current.CancellationToken);
            var rule = RuleId().Match(text).Groups[1].Value;
            var tally = await ScanAsync(rules, Directory.GetFiles(Path.GetDirectoryName(info)!, "*.json"));
            var found = tally.Matches.GetValueOrDefault(rule);
            var stated = MatchCount().Match(text);
            long? expected = ReallyThere.TryGetValue(rule, out var really) ? really
                : stated.Success ? long.Parse(stated.Groups[1].Value, CultureInfo.InvariantCulture)
                : null;
            if (expected is null ? found == 0 : found != expected)
            {
                wrong.Add($"{Path.GetDirectoryName(info)}: {found} matches of {rule}, {expected?.ToString(CultureInfo.InvariantCulture) ?? "one or more"} expected");
            }
        }

        Assert.Equal(104, folders.Count);
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static async Task<ScanTally> ScanAsync(RuleFolder rules, params string[] files)
    {
        var tally = new ScanTally(rules.Correlations);
        var reader = new InputReader(format: null, timeZone: null, TimeProvider.System);
        var scanner = new Scanner(rules, threads: 2, wantsAlerts: false);
        await scanner.ScanAsync(
            reader.ReadAsync([.. files.Select(file => new InputFile(file))], TestContext.Current.CancellationToken),
            result => tally.Add(result),
            TestContext.Current.CancellationToken);
        Assert.Empty(reader.Failures);
        return tally;
    }

    [GeneratedRegex(@"rule_metadata:\s*\n\s*- id: (\S+)")]
    private static partial Regex RuleId();

    [GeneratedRegex(@"match_count: (\d+)")]
    private static partial Regex MatchCount();
}
