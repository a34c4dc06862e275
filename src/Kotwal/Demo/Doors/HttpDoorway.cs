using System.Net.Http.Headers;
using Kotwal.Tls;

namespace Kotwal.Demo.Doors;

/// <summary>JSON lines posted to one source of the server's ingest door, with a bearer token.</summary>
internal sealed class HttpDoorway(Uri source, string token, ServerTrust trust) : IDoorway
{
    private readonly HttpClient client = new(trust.CreateHandler())
    {
        Timeout = TimeSpan.FromSeconds(30),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    public async Task SendAsync(IReadOnlyList<byte[]> messages, CancellationToken cancel)
    {
        using var lines = new MemoryStream();
        foreach (var message in messages)
        {
            lines.Write(message);
            lines.WriteByte((byte)'\n');
        }

        using var content = new ByteArrayContent(lines.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        try
        {
            using var answer = await client.PostAsync(source, content, cancel);
            answer.EnsureSuccessStatusCode();
        }
        catch (Exception failed) when (failed is HttpRequestException || (failed is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            throw new IOException($"Posting to {source} failed: {failed.Message}", failed);
        }
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
