using System.ComponentModel.DataAnnotations;

namespace Kotwal.Watch;

/// <summary>What the Watch desk lets one question cost. Key <c>Watch</c>.</summary>
public sealed class WatchOptions
{
    /// <summary>Most rows that one hunt over the API returns; more are cut and said so. Default 100,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxQueryRows { get; set; } = 100_000;

    /// <summary>Longest run of one hunt, in seconds. Default 60.</summary>
    [Range(1, 3600)]
    public int QueryTimeoutSeconds { get; set; } = 60;

    /// <summary>Rows of events that a page shows at once. Default 200.</summary>
    [Range(10, 1000)]
    public int EventRowsPerPage { get; set; } = 200;
}
