using System.ComponentModel.DataAnnotations;

namespace Kotwal.Collectors.Bodies;

/// <summary>Bounds of every request that brings records over HTTP. Section <c>Collectors:Http</c>.</summary>
public sealed class IngestOptions
{
    /// <summary>Longest request body as it travels, in bytes. Default 256 MiB.</summary>
    [Range(1024, long.MaxValue)]
    public long MaxBodyBytes { get; set; } = 256 << 20;

    /// <summary>Longest request body once decompressed, in bytes. Default 1 GiB.</summary>
    [Range(1024, long.MaxValue)]
    public long MaxDecompressedBytes { get; set; } = 1 << 30;

    /// <summary>How many times its own size a compressed body may grow to, beyond the first MiB. Default 250.</summary>
    [Range(2, 100_000)]
    public int MaxCompressionRatio { get; set; } = 250;

    /// <summary>Bytes kept of one record; longer ones are cut and counted. Default 1 MiB.</summary>
    [Range(1024, 8 << 20)]
    public int MaxRecordBytes { get; set; } = 1 << 20;

    /// <summary>Requests read at one time; further ones are asked to come back. Default 64.</summary>
    [Range(1, 10_000)]
    public int MaxRequests { get; set; } = 64;

    /// <summary>How long a request waits for the spool before its sender is asked to come back. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:05:00")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When a refused sender should come back. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}
