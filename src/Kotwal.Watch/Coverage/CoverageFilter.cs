using Kotwal.City.Facts;

namespace Kotwal.Watch.Coverage;

/// <summary>Which rows of the matrix are asked for.</summary>
/// <param name="Days">Days of the window, which ends yesterday.</param>
internal sealed record CoverageFilter(int Days)
{
    /// <summary>Windows that the page offers.</summary>
    public static IReadOnlyList<int> Windows { get; } = [30, 90, 180, 365];

    /// <summary>Class of the logs; null for all, and for systems that never sent one.</summary>
    public string? Class { get; init; }

    /// <summary>The zone that the system stands in; null for all.</summary>
    public NodeId? Zone { get; init; }

    /// <summary>The ward that the system stands in; null for all.</summary>
    public NodeId? Ward { get; init; }

    /// <summary>Only rows that do not have the days that the law asks for.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Part of the system's name, in any case; null for all.</summary>
    public string? Words { get; init; }

    /// <summary>As the audit trail notes it.</summary>
    public string InWords => string.Join(", ", new[]
    {
        FormattableString.Invariant($"{Days} days"),
        Class is null ? null : $"class {Class}",
        Zone is null ? null : $"zone {Zone}",
        Ward is null ? null : $"ward {Ward}",
        IsMissing ? "only missing" : null,
        Words is null ? null : $"words {Words}",
    }.OfType<string>());
}
