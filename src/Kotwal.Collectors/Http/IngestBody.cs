using System.IO.Compression;
using Kotwal.Collectors.Framing;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Kotwal.Collectors.Http;

/// <summary>How a request's body is packed and framed, from its headers.</summary>
internal sealed record IngestBody(IngestEncoding Encoding, bool IsJson)
{
    // zstd lets the sender choose how much memory the reader needs; 8 MiB is what the format asks every reader to allow.
    private const int MaxWindowLog = 23;

    /// <summary>Reads the headers; null with a sentence for the sender when the door does not take such a body.</summary>
    public static IngestBody? From(HttpRequest request, out string? refusal)
    {
        refusal = null;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            refusal = "Say in Content-Type what the body is: application/x-ndjson, application/json or text/plain.";
            return null;
        }

        if (type.Charset is { HasValue: true } charset
            && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
        {
            refusal = "The body must be UTF-8.";
            return null;
        }

        bool? isJson = type.MediaType.Value?.ToLowerInvariant() switch
        {
            "application/json" or "application/x-ndjson" or "application/ndjson" or "application/jsonl" => true,
            "text/plain" => false,
            _ => null,
        };
        if (isJson is null)
        {
            refusal = "The body must be application/x-ndjson, application/json or text/plain.";
            return null;
        }

        IngestEncoding? encoding = request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
        {
            "" or "identity" => IngestEncoding.Identity,
            "gzip" or "x-gzip" => IngestEncoding.Gzip,
            "zstd" => IngestEncoding.Zstd,
            _ => null,
        };
        if (encoding is null)
        {
            refusal = "Content-Encoding must be gzip, zstd or absent.";
            return null;
        }

        return new IngestBody(encoding.Value, isJson.Value);
    }

    public IFramer Framer(int maxBytes) => IsJson ? new JsonFramer(maxBytes) : new LineFramer(maxBytes);

    public Stream Decompressed(Stream body)
    {
        switch (Encoding)
        {
            case IngestEncoding.Gzip:
                return new GZipStream(body, CompressionMode.Decompress, leaveOpen: true);
            case IngestEncoding.Zstd:
                var zstd = new DecompressionStream(body, leaveOpen: true);
                zstd.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog);
                return zstd;
            default:
                return body;
        }
    }
}

/// <summary>How a request's body is compressed.</summary>
internal enum IngestEncoding
{
    Identity,
    Gzip,
    Zstd,
}
