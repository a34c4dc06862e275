using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Kotwal.Collectors.Tests.Elastic;

/// <summary>Sends what clients of Elasticsearch send.</summary>
internal static class BulkClient
{
    public static async Task<(HttpStatusCode Status, JsonNode? Answer, HttpResponseHeaders Headers)> AskAsync(
        this RunningDoors doors, string method, string path, string? body = null, string type = "application/x-ndjson", bool isPacked = false)
    {
        using var client = new HttpClient { BaseAddress = doors.Url };
        using var request = new HttpRequestMessage(new HttpMethod(method), "/elastic" + path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(isPacked ? Pack(Some.Bytes(body)) : Some.Bytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            if (isPacked)
            {
                request.Content.Headers.ContentEncoding.Add("gzip");
            }
        }

        using var answer = await client.SendAsync(request, Some.Cancel);
        var text = await answer.Content.ReadAsStringAsync(Some.Cancel);
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), answer.Headers);
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.Fastest))
        {
            packer.Write(bytes);
        }

        return packed.ToArray();
    }
}
