using Kotwal.Collectors.Bodies;
using Kotwal.Collectors.Framing;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kotwal.Collectors.Http;

/// <summary>How a request's body is packed and framed, from its headers.</summary>
internal sealed record IngestBody(BodyEncoding Encoding, bool IsJson)
{
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

        if (BodyEncodings.Of(request) is not { } encoding)
        {
            refusal = "Content-Encoding must be gzip, zstd or absent.";
            return null;
        }

        return new IngestBody(encoding, isJson.Value);
    }

    public IFramer Framer(int maxBytes) => IsJson ? new JsonFramer(maxBytes) : new LineFramer(maxBytes);
}
