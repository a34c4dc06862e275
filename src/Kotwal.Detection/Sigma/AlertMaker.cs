using Kotwal.Detection.Alerts;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Events.Json;

namespace Kotwal.Detection.Sigma;

/// <summary>Turns the match of a rule into an alert.</summary>
public static class AlertMaker
{
    private const int MaxMatchedFields = 32;

    /// <summary>An alert about one event.</summary>
    public static Alert Make(LoadedRule rule, in SecurityEvent candidate, RuleMatcher matcher)
    {
        var about = rule.Matcher.Rule.Metadata;
        return new()
        {
            Id = AlertId.Create(rule.Id, candidate.ReceivedAt, candidate.Id),
            RuleId = rule.Id,
            RuleTitle = about.Title,
            Severity = AlertFacts.SeverityOf(about.Level),
            At = candidate.Timestamp,
            Tags = about.Tags,
            Events = [new(candidate.Id, EventJson.ForAlert(candidate))],
            Matched = MatchedFields(rule, in candidate, matcher),
            Entities = AlertFacts.EntitiesOf(in candidate),
        };
    }

    private static IReadOnlyList<KeyValuePair<string, string>> MatchedFields(
        LoadedRule rule, in SecurityEvent candidate, RuleMatcher matcher) =>
    [
        .. matcher.Explain(rule, in candidate).MatchedFields.Take(MaxMatchedFields)
            .Select(match => KeyValuePair.Create(match.Field ?? "keyword", match.Value)),
    ];
}
