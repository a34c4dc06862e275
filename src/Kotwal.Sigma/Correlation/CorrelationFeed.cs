using System.Text;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Correlation;

/// <summary>
/// Hands the matches of single-event rules to correlations, with the values that these need out of the event's frame. Make it before the first
/// event is read: it takes the fields of the correlations, which events are then read with. Not thread-safe, as the engine is not.
/// </summary>
public sealed class CorrelationFeed
{
    private const int LongestValueBytes = 64 * 1024;
    private const long NanosecondsPerTick = 100;

    private readonly CorrelationEngine engine;
    private readonly Dictionary<string, int[]> fields = new(StringComparer.Ordinal);

    /// <param name="engine">The correlations.</param>
    /// <param name="names">The fields of events, the same that rules were compiled with.</param>
    public CorrelationFeed(CorrelationEngine engine, SigmaFieldNames names)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(names);
        this.engine = engine;
        foreach (var key in engine.RuleKeys)
        {
            fields[key] = engine.TryGetFields(key, out var needed) ? [.. needed.Select(names.Take)] : [];
        }
    }

    /// <summary>Takes the match of a rule and gives the correlations that it makes true, inner ones first.</summary>
    /// <param name="rule">The rule; one that no correlation refers to gives nothing.</param>
    /// <param name="frame">The event that it matched.</param>
    /// <param name="at">When the event happened.</param>
    /// <param name="eventId">The event, to be named in matches.</param>
    public IReadOnlyList<CorrelationMatch> Add(SigmaRule rule, SigmaEventFrame frame, DateTimeOffset at, Guid eventId)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(frame);
        if (!fields.TryGetValue(rule.Key, out var handles))
        {
            return [];
        }

        var values = new string?[handles.Length];
        for (var index = 0; index < handles.Length; index++)
        {
            values[index] = ValueOf(frame, handles[index]);
        }

        const long FarthestTicks = long.MaxValue / NanosecondsPerTick;
        var ticks = Math.Clamp((at - DateTimeOffset.UnixEpoch).Ticks, -FarthestTicks, FarthestTicks);
        return engine.Add(rule.Key, ticks * NanosecondsPerTick, eventId, values);
    }

    /// <summary>The first value that a field has.</summary>
    private static string? ValueOf(SigmaEventFrame frame, int field)
    {
        var cursor = 0;
        while (frame.TryNext(field, ref cursor, out var value))
        {
            if (value.Kind.HasText())
            {
                return Encoding.UTF8.GetString(value.Text[..Math.Min(value.Text.Length, LongestValueBytes)]);
            }
        }

        return null;
    }
}
