namespace Kotwal.Watch.Health;

/// <summary>How something is.</summary>
public enum HealthState
{
    /// <summary>Nobody can say yet.</summary>
    Unknown,

    /// <summary>As it should be.</summary>
    Well,

    /// <summary>Not as it should be; somebody should look.</summary>
    Ill,
}

/// <summary>One thing about Kotwal itself, or about a source, that can be well or ill.</summary>
/// <param name="Kind">What is looked at, as alerts name it: <c>source.silent</c>, <c>canary.missing</c>, <c>disk.full</c>, …</param>
/// <param name="Subject">Of which thing: a source, a folder.</param>
/// <param name="State">How it is.</param>
/// <param name="Words">What was found, in English, as events and alerts say it.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="LookedAt">When it was looked at last.</param>
public sealed record HealthCondition(string Kind, string Subject, HealthState State, string Words, DateTimeOffset Since, DateTimeOffset LookedAt);
