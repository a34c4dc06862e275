using System.Collections.Immutable;
using Kotwal.Detection.Correlation;
using Kotwal.Detection.Sigma;
using Kotwal.Events;
using Kotwal.Events.Alerts;

namespace Kotwal.Detection;

/// <summary>
/// Looks at batches of events and states alerts: rules about single events, and correlations of what they matched. One thread
/// detects; rules can be switched and counts read from any.
/// </summary>
public sealed class DetectionEngine(RuleIndex rules, CorrelationDetector correlations)
{
    private readonly RuleMatcher matcher = new(rules);
    private readonly List<LoadedRule> matches = [];
    private readonly List<Alert> correlated = [];
    private readonly long[] matchCounts = new long[rules.Rules.Count];
    private ImmutableHashSet<string> disabled = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The rules about single events, switched on or off.</summary>
    public RuleIndex Rules => rules;

    /// <summary>The rules about several events, switched on or off.</summary>
    public CorrelationDetector Correlations => correlations;

    /// <summary>True when the rule may state alerts.</summary>
    public bool IsEnabled(string ruleId) => !disabled.Contains(ruleId);

    /// <summary>Events that the rule matched since the program started.</summary>
    public long MatchesOf(LoadedRule rule) => Interlocked.Read(ref matchCounts[rule.Index]);

    /// <summary>Switches a rule on or off from the next event on. A rule that is off feeds no correlation either.</summary>
    public void SetEnabled(string ruleId, bool isEnabled) =>
        ImmutableInterlocked.Update(ref disabled, all => isEnabled ? all.Remove(ruleId) : all.Add(ruleId));

    /// <summary>Adds the alerts that the event gives cause for.</summary>
    public void Detect(SecurityEvent candidate, List<Alert> alerts)
    {
        matches.Clear();
        matcher.Match(in candidate, matches);
        foreach (var rule in matches)
        {
            if (IsEnabled(rule.Id))
            {
                Add(rule, in candidate, alerts);
            }
        }
    }

    /// <summary>What correlations remember, as bytes that <see cref="TryRestore"/> takes.</summary>
    public byte[] Snapshot() => correlations.Snapshot();

    /// <summary>Gives correlations back what they remembered; false when the bytes are no snapshot, and then they begin anew.</summary>
    public bool TryRestore(ReadOnlySpan<byte> snapshot) => correlations.TryRestore(snapshot);

    private void Add(LoadedRule rule, in SecurityEvent candidate, List<Alert> alerts)
    {
        Interlocked.Increment(ref matchCounts[rule.Index]);
        if (!correlations.IsOnlyCorrelated(rule.Matcher.Rule))
        {
            alerts.Add(AlertMaker.Make(rule, in candidate, matcher));
        }

        if (correlations.Take(rule.Matcher.Rule, in candidate) is { } matched)
        {
            correlated.Clear();
            correlations.Add(rule.Matcher.Rule, matched, correlated);
            alerts.AddRange(correlated.Where(alert => IsEnabled(alert.RuleId)));
        }
    }
}
