using Kotwal.Detection.Correlation;
using Kotwal.Detection.Sigma;
using Kotwal.Events;
using Kotwal.Events.Formats;
using Kotwal.Events.Schema;

namespace Kotwal.Scanning;

/// <summary>Reads and matches one chunk at a time; there is one for each thread.</summary>
internal sealed class ScanWorker(RuleIndex rules, CorrelationDetector correlations, bool wantsAlerts)
{
    private readonly DetectingReader reader = new();
    private readonly RuleMatcher matcher = new(rules);
    private readonly List<LoadedRule> matches = [];

    /// <summary>Turns the records into events and asks the rules about each.</summary>
    public ChunkResult Match(RecordChunk chunk)
    {
        var events = new EventBatch(chunk.Input);
        var result = new ChunkResult();
        foreach (var record in chunk.Records())
        {
            events.Clear();
            reader.Read(in record, events);
            for (var index = 0; index < events.Count; index++)
            {
                Match(events[index], result);
            }
        }

        return result;
    }

    private void Match(SecurityEvent candidate, ChunkResult result)
    {
        result.Events++;
        result.Unreadable += IsUnreadable(in candidate) ? 1 : 0;
        result.Unrouted += matcher.SourcesOf(in candidate).IsNone ? 1 : 0;
        matches.Clear();
        matcher.Match(in candidate, matches);
        foreach (var rule in matches)
        {
            result.Matches.Add(new(
                rule,
                wantsAlerts ? AlertMaker.Make(rule, in candidate, matcher) : null,
                correlations.Take(rule.Matcher.Rule, in candidate)));
        }
    }

    private static bool IsUnreadable(in SecurityEvent candidate) =>
        candidate.TryGet(Ecs.EventKind, out var kind) && kind.Text.SequenceEqual("pipeline_error"u8);
}
