using System.ComponentModel.DataAnnotations;

namespace Kotwal.City.Access;

/// <summary>How often one may ask. Section <c>Server:Rates</c>; read once, when the program starts. The ingest door is not counted: it has bounds of its own.</summary>
public sealed class RequestRateOptions
{
    /// <summary>
    /// Requests in a minute of one address (IPv6: of one /64) that nobody has signed in for; as many may come at once. Default 600.
    /// </summary>
    [Range(1, 1_000_000)]
    public int StrangerPerMinute { get; set; } = 600;

    /// <summary>Requests in a minute of one account or token; as many may come at once. Default 12,000.</summary>
    [Range(1, 10_000_000)]
    public int KnownPerMinute { get; set; } = 12_000;

    /// <summary>Longest body of a request that nobody has signed in for, in bytes. Default 64 KiB.</summary>
    [Range(1024, 1 << 30)]
    public long StrangerMaxBodyBytes { get; set; } = 64 << 10;
}
