using System.ComponentModel.DataAnnotations;

namespace Kotwal.Serving.Edge;

/// <summary>
/// What one connection or request may take of the server. Section <c>Server:Limits</c>; read once, when the program starts. The
/// ingest door has limits of its own (<c>Collectors:Http</c>).
/// </summary>
public sealed class LimitOptions
{
    /// <summary>Longest body of a request, in bytes, where an endpoint does not say otherwise. Default 1 MiB.</summary>
    [Range(1024, 1 << 30)]
    public long MaxBodyBytes { get; set; } = 1 << 20;

    /// <summary>Longest first line of a request, in bytes. Default 8 KiB.</summary>
    [Range(256, 1 << 20)]
    public int MaxRequestLineBytes { get; set; } = 8 << 10;

    /// <summary>All header fields of a request together, in bytes. Default 32 KiB.</summary>
    [Range(1024, 1 << 20)]
    public int MaxHeaderBytes { get; set; } = 32 << 10;

    /// <summary>Most header fields of a request. Default 64.</summary>
    [Range(8, 1000)]
    public int MaxHeaders { get; set; } = 64;

    /// <summary>How long a client may take to send the head of a request, and for the TLS handshake. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeaderTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may rest between two requests. Default 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Slowest body and slowest reader that are waited for, in bytes a second, after <see cref="SlowGrace"/>. Default 240.</summary>
    [Range(1, 1 << 20)]
    public double MinBytesPerSecond { get; set; } = 240;

    /// <summary>How long a body may be slower than <see cref="MinBytesPerSecond"/>. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01.1", "00:05:00")]
    public TimeSpan SlowGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Most connections at one time; further ones are closed at once. Default 4,096.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 4096;

    /// <summary>
    /// Most connections of one address (IPv6: of one /64) at one time; loopback and trusted proxies are not counted. Default 256.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxConnectionsPerAddress { get; set; } = 256;

    /// <summary>Most open pages (WebSockets) at one time. Default 1,024.</summary>
    [Range(1, 1_000_000)]
    public int MaxLivePages { get; set; } = 1024;

    /// <summary>Deepest nesting of a JSON body. Default 32.</summary>
    [Range(4, 1000)]
    public int MaxJsonDepth { get; set; } = 32;
}
