namespace Kotwal.Sigma.Correlation;

/// <summary>Bounds of a correlation engine.</summary>
public sealed record CorrelationOptions
{
    /// <summary>
    /// How much older than the newest event of its group an event may be, beyond the timespan, and still count. Older ones are dropped and
    /// counted in <see cref="CorrelationEngine.LateEvents"/>. Default 5 minutes.
    /// </summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most groups of all correlations together; beyond it the group that was silent longest is forgotten and counted. Default 100,000.</summary>
    public int MaxGroups { get; init; } = 100_000;

    /// <summary>Most events remembered in all groups together, at about 64 bytes each; beyond it groups are forgotten likewise. Default 2,000,000.</summary>
    public int MaxEvents { get; init; } = 2_000_000;

    /// <summary>
    /// Most matches that one event makes, where correlations stand on correlations. Those beyond it are counted in
    /// <see cref="CorrelationEngine.CutMatches"/>, and correlations on them do not see them. Default 1,000.
    /// </summary>
    public int MaxMatchesOfEvent { get; init; } = 1_000;
}
