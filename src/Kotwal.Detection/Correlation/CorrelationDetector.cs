using System.Globalization;
using Kotwal.Detection.Alerts;
using Kotwal.Detection.Mappings;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Events.Json;
using Kotwal.Sigma.Correlation;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Detection.Correlation;

/// <summary>
/// States alerts about several events: counts and sequences of what single rules matched. Time is the events' own. One thread
/// detects; its memory is bounded by the engine.
/// </summary>
public sealed class CorrelationDetector
{
    private const int MaxRecentEvents = 20_000;
    private const long MaxRecentCharacters = 32L << 20;
    private const int MaxEntities = 32;

    private readonly CorrelationEngine engine;
    private readonly RecentEvents recent = new(MaxRecentEvents, MaxRecentCharacters);
    private readonly Dictionary<string, Field[][]> fieldsOfRule = new(StringComparer.Ordinal);

    /// <summary>Makes a detector that remembers nothing yet.</summary>
    public CorrelationDetector(IReadOnlyList<SigmaRule> rules, IEnumerable<SigmaCorrelation> correlations, MappingSet mappings)
    {
        engine = new CorrelationEngine(rules, correlations);
        foreach (var rule in rules)
        {
            if (engine.TryGetFields(rule.Key, out var names))
            {
                fieldsOfRule[rule.Key] =
                    [.. names.Select(name => mappings.Resolve(name, rule.LogSource.Product, rule.LogSource.Service).ToArray())];
            }
        }
    }

    /// <summary>The correlations that are watched for.</summary>
    public IReadOnlyList<SigmaCorrelation> Rules => [.. engine.Correlations];

    /// <summary>Correlations that cannot be used, with the reason.</summary>
    public IReadOnlyList<SigmaError> Rejected => engine.Rejected;

    /// <summary>True for a rule that only feeds correlations and states no alerts of its own.</summary>
    public bool IsOnlyCorrelated(SigmaDocument document) => engine.IsOnlyCorrelated(document);

    /// <summary>What correlations need of an event that the rule matched; null when none refers to the rule. For any thread.</summary>
    public CorrelatedEvent? Take(SigmaRule rule, in SecurityEvent candidate)
    {
        if (!fieldsOfRule.TryGetValue(rule.Key, out var fields))
        {
            return null;
        }

        var values = new string?[fields.Length];
        for (var index = 0; index < fields.Length; index++)
        {
            values[index] = ValueOf(in candidate, fields[index]);
        }

        return new(
            candidate.Id, candidate.Timestamp, candidate.ReceivedAt, values, EventJson.ForAlert(candidate), AlertFacts.EntitiesOf(in candidate));
    }

    /// <summary>Counts an event that the rule matched and adds the alerts of correlations that it completes.</summary>
    public void Add(SigmaRule rule, CorrelatedEvent matched, List<Alert> alerts)
    {
        recent.Add(matched);
        foreach (var match in engine.Add(rule.Key, matched.At.UnixNanoseconds, matched.Id.Value, matched.Values))
        {
            if (!engine.IsOnlyCorrelated(match.Correlation))
            {
                alerts.Add(ToAlert(match, matched));
            }
        }
    }

    /// <summary>What is remembered, as bytes.</summary>
    public byte[] Snapshot() => engine.Snapshot();

    /// <summary>Takes back what was remembered. Correlations that have changed since begin anew.</summary>
    /// <returns>False when the bytes are no snapshot.</returns>
    public bool TryRestore(ReadOnlySpan<byte> snapshot) => engine.TryRestore(snapshot, out _);

    private static string? ValueOf(in SecurityEvent candidate, Field[] fields)
    {
        foreach (var field in fields)
        {
            if (candidate.TextOf(field) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    private Alert ToAlert(CorrelationMatch match, CorrelatedEvent last)
    {
        var about = match.Correlation.Metadata;
        var ids = match.EventIds.Select(id => new SecurityEventId(id)).ToArray();
        var known = ids.Select(id => id == last.Id ? last : recent.Find(id)).ToArray();
        return new()
        {
            Id = AlertId.Create(match.Correlation.Key, last.ReceivedAt, ids),
            RuleId = match.Correlation.Key,
            RuleTitle = about.Title,
            Severity = AlertFacts.SeverityOf(about.Level),
            At = new EventTime(match.AtNanoseconds, last.At.FractionDigits),
            Tags = about.Tags,
            Events = [.. ids.Zip(known, (id, one) => new AlertEvent(id, one?.Json ?? AlertEvent.IdOnly(id)))],
            Matched = MatchedOf(match),
            Entities = EntitiesOf([last, .. known.OfType<CorrelatedEvent>()]),
        };
    }

    // Whom any of the events concerns, the last one's first: an attack that crosses hosts belongs to what is known of each of them.
    private static IReadOnlyList<KeyValuePair<string, string>> EntitiesOf(IEnumerable<CorrelatedEvent> events) =>
        [.. events.SelectMany(one => one.Entities).Distinct().Take(MaxEntities)];

    private static IReadOnlyList<KeyValuePair<string, string>> MatchedOf(CorrelationMatch match) =>
    [
        KeyValuePair.Create("count", match.Count.ToString(CultureInfo.InvariantCulture)),
        .. match.Correlation.GroupBy.Zip(match.GroupValues, KeyValuePair.Create),
    ];
}
