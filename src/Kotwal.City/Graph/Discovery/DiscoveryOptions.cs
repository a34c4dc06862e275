using System.ComponentModel.DataAnnotations;

namespace Kotwal.City.Graph.Discovery;

/// <summary>How strangers are found. Read once, when the program starts.</summary>
public sealed class DiscoveryOptions
{
    /// <summary>How often what was heard is recorded, in seconds. Default 30.</summary>
    [Range(1, 3600)]
    public int IntervalSeconds { get; set; } = 30;

    /// <summary>Most nodes that wait for somebody to say whether they are the city's; further ones are counted. Default 20,000.</summary>
    [Range(0, 1_000_000)]
    public int MaxStaged { get; set; } = 20_000;

    /// <summary>Most new addresses of one network card that are recorded in an hour; further ones are counted. Default 20.</summary>
    [Range(1, 10_000)]
    public int MaxMovesPerHour { get; set; } = 20;

    /// <summary>How often the evidence of a node that waits is recorded anew, in hours. Default 24.</summary>
    [Range(1, 720)]
    public int EvidenceHours { get; set; } = 24;
}
