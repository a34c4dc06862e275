using Kotwal.Detection.Correlation;
using Kotwal.Events.Alerts;

namespace Kotwal.Scanning;

/// <summary>The sums of a scan.</summary>
internal sealed class ScanTally(CorrelationDetector correlations)
{
    public long Events { get; private set; }

    public long Unreadable { get; private set; }

    public long Unrouted { get; private set; }

    public long Alerts { get; private set; }

    /// <summary>Matches by rule id; rules that did not match are absent.</summary>
    public SortedDictionary<string, long> Matches { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds what was found in the next chunk of the input.</summary>
    /// <returns>The alerts, in the order of the events; those of single rules only where the workers made them.</returns>
    public IReadOnlyList<Alert> Add(ChunkResult result)
    {
        Events += result.Events;
        Unreadable += result.Unreadable;
        Unrouted += result.Unrouted;
        var alerts = new List<Alert>();
        foreach (var match in result.Matches)
        {
            Add(match, alerts);
        }

        return alerts;
    }

    // A rule that only feeds correlations matches without alerting, as it does in the server.
    private void Add(RuleMatch match, List<Alert> alerts)
    {
        var rule = match.Rule.Matcher.Rule;
        if (!correlations.IsOnlyCorrelated(rule))
        {
            Count(match.Rule.Id);
            alerts.AddRange(match.Alert is { } alert ? [alert] : []);
        }

        if (match.ForCorrelation is { } matched)
        {
            var first = alerts.Count;
            correlations.Add(rule, matched, alerts);
            alerts[first..].ForEach(correlated => Count(correlated.RuleId));
        }
    }

    private void Count(string rule)
    {
        Alerts++;
        Matches[rule] = Matches.GetValueOrDefault(rule) + 1;
    }
}
