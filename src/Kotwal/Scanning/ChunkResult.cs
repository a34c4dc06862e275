using Kotwal.Detection.Correlation;
using Kotwal.Detection.Sigma;
using Kotwal.Events.Alerts;

namespace Kotwal.Scanning;

/// <summary>What was found in one chunk.</summary>
internal sealed class ChunkResult
{
    public long Events { get; set; }

    /// <summary>Events that could not be read and say so.</summary>
    public long Unreadable { get; set; }

    /// <summary>Events of no known log source, which only rules that name none look at.</summary>
    public long Unrouted { get; set; }

    /// <summary>Matches in the order of the events.</summary>
    public List<RuleMatch> Matches { get; } = [];
}

/// <summary>A rule that matched an event.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Alert">The alert; only where alerts are wanted.</param>
/// <param name="ForCorrelation">What correlations need to know of the event; null when none refers to the rule.</param>
internal sealed record RuleMatch(LoadedRule Rule, Alert? Alert, CorrelatedEvent? ForCorrelation);
