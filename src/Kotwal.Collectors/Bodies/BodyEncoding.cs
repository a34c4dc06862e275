using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Kotwal.Collectors.Bodies;

/// <summary>How a request's body is compressed.</summary>
internal enum BodyEncoding
{
    Identity,
    Gzip,
    Zstd,
}

/// <summary>Reads and undoes <c>Content-Encoding</c>.</summary>
internal static class BodyEncodings
{
    // zstd lets the sender choose how much memory the reader needs; 8 MiB is what the format asks every reader to allow.
    private const int MaxWindowLog = 23;

    /// <summary>How the request's body is packed; null when that is not known here.</summary>
    public static BodyEncoding? Of(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "" or "identity" => BodyEncoding.Identity,
        "gzip" or "x-gzip" => BodyEncoding.Gzip,
        "zstd" => BodyEncoding.Zstd,
        _ => null,
    };

    /// <summary>The body as it was before it was packed.</summary>
    public static Stream Unpacked(this BodyEncoding encoding, Stream body)
    {
        switch (encoding)
        {
            case BodyEncoding.Gzip:
                return new GZipStream(body, CompressionMode.Decompress, leaveOpen: true);
            case BodyEncoding.Zstd:
                var zstd = new DecompressionStream(body, leaveOpen: true);
                zstd.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog);
                return zstd;
            default:
                return body;
        }
    }
}
