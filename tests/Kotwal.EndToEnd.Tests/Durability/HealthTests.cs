using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Durability;

/// <summary>Kotwal watches itself: through its doors, over a kill, and for what waits outside.</summary>
public sealed class HealthTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_canary_comes_back_a_wrong_clock_is_told_once_and_the_accounts_close_over_a_kill()
    {
        using var data = new TemporaryFolder();
        using var outside = new HttpListenerOnAFreePort();
        var settings = $$$"""{"Health":{"LookEvery":"00:00:01","HeartbeatInside":true,"HeartbeatUrl":"{{{outside.Url}}}"}}""";
        await File.WriteAllTextAsync(data["settings.json"], settings, Cancel);
        var ingest = await KotwalProcess.CreateTokenAsync(data.Path, "ingest");
        var reader = await KotwalProcess.CreateTokenAsync(data.Path, "analyst");
        string since;
        await using (var server = await KotwalProcess.ServeAsync(data.Path, "--config", data["settings.json"]))
        {
            using var client = server.Client(reader);
            await SendAsync(server, ingest);
            await Until.TrueAsync(async () => await IsAsync(client, "canary.missing", "well"), TimeSpan.FromSeconds(60), () => server.Output);
            await Until.TrueAsync(
                async () =>
                {
                    await SendAsync(server, ingest, "meters");
                    return await IsAsync(client, "source.clock", "ill");
                },
                TimeSpan.FromSeconds(60), () => server.Output);
            await Until.TrueAsync(async () => (await TitlesAsync(client)).Contains("Clock of a source is wrong"), TimeSpan.FromSeconds(30), () => server.Output);
            await Until.TrueAsync(() => outside.Calls > 0, TimeSpan.FromSeconds(30), () => server.Output);
            since = (await PumpsAsync(client)).GetProperty("since").GetString()!;
            await Until.TrueAsync(async () => (await PumpsAsync(client)).GetProperty("pending").GetInt64() == 0, TimeSpan.FromSeconds(30), () => server.Output);
            await Until.TrueAsync(
                () => File.Exists(data["sources.json"]) && File.ReadAllText(data["sources.json"]).Contains("pumps", StringComparison.Ordinal), TimeSpan.FromSeconds(30), () => server.Output);
            await Task.WhenAll(SendAsync(server, ingest), SendAsync(server, ingest));
            await server.KillAsync();
        }

        await using var again = await KotwalProcess.ServeAsync(data.Path, "--config", data["settings.json"]);
        using var later = again.Client(reader);
        await Until.TrueAsync(async () => (await PumpsAsync(later)).GetProperty("decoded").GetInt64() == 120, TimeSpan.FromSeconds(30), () => again.Output);
        var pumps = await PumpsAsync(later);
        await Until.TrueAsync(async () => await IsAsync(later, "canary.missing", "well"), TimeSpan.FromSeconds(60), () => again.Output);
        var titles = await TitlesAsync(later);

        Assert.Equal((123, 123, 3, 0), (pumps.GetProperty("received").GetInt64(), pumps.GetProperty("accepted").GetInt64(), pumps.GetProperty("unreadable").GetInt64(), pumps.GetProperty("pending").GetInt64()));
        Assert.Equal(since, pumps.GetProperty("since").GetString());
        Assert.Single(titles, "Clock of a source is wrong");
        Assert.DoesNotContain(titles, title => title.Contains("anary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Maintenance_is_planned_listed_ended_and_kept()
    {
        using var data = new TemporaryFolder();
        var engineer = await KotwalProcess.CreateTokenAsync(data.Path, "engineer");
        var until = TimeProvider.System.GetUtcNow().AddHours(2);
        string id;
        await using (var server = await KotwalProcess.ServeAsync(data.Path))
        {
            using var client = server.Client(engineer);
            using var wrong = await client.PostAsJsonAsync("/api/v1/maintenance", new { kind = "source", subject = "pumps", until = TimeProvider.System.GetUtcNow().AddDays(-1) }, Cancel);
            using var planned = await client.PostAsJsonAsync("/api/v1/maintenance", new { kind = "source", subject = "pumps", until, reason = "new firmware" }, Cancel);
            Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Created), (wrong.StatusCode, planned.StatusCode));
            id = (await planned.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!;
        }

        await using var again = await KotwalProcess.ServeAsync(data.Path);
        using var later = again.Client(engineer);
        var kept = await later.GetFromJsonAsync<JsonElement>("/api/v1/maintenance", Cancel);
        using var ended = await later.PostAsync(new Uri($"/api/v1/maintenance/{id}/end", UriKind.Relative), null, Cancel);
        using var unknown = await later.PostAsync(new Uri($"/api/v1/maintenance/{Guid.Empty}/end", UriKind.Relative), null, Cancel);
        var over = await later.GetFromJsonAsync<JsonElement>("/api/v1/maintenance", Cancel);

        Assert.Equal(("source", "pumps", "new firmware"), (Of(kept, "kind"), Of(kept, "subject"), Of(kept, "reason")));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (ended.StatusCode, unknown.StatusCode));
        Assert.True(over[0].GetProperty("until").GetDateTimeOffset() < until);
    }

    private static string? Of(JsonElement windows, string name) => windows.EnumerateArray().Single().GetProperty(name).GetString();

    // Forty lines whose clock is two hours behind, and one that is nothing.
    private static async Task SendAsync(KotwalProcess server, string token, string source = "pumps")
    {
        using var client = server.Client(token);
        var at = TimeProvider.System.GetUtcNow().AddHours(-2);
        var lines = Enumerable.Range(0, 40).Select(number => $$"""{"@timestamp":"{{at:O}}","message":"line {{number}}"}""").Append("{broken");
        using var body = new StringContent(string.Join('\n', lines), Encoding.UTF8);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var answer = await client.PostAsync(new Uri("/api/v1/ingest/" + source, UriKind.Relative), body, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<bool> IsAsync(HttpClient client, string kind, string state)
    {
        var health = await client.GetFromJsonAsync<JsonElement>("/api/v1/health", Cancel);
        return health.GetProperty("conditions").EnumerateArray().Any(one => one.GetProperty("kind").GetString() == kind && one.GetProperty("state").GetString() == state);
    }

    private static async Task<JsonElement> PumpsAsync(HttpClient client)
    {
        var stats = await client.GetFromJsonAsync<JsonElement>("/api/v1/stats", Cancel);
        return stats.EnumerateArray().Single(one => one.GetProperty("source").GetString() == "pumps");
    }

    private static async Task<List<string>> TitlesAsync(HttpClient client)
    {
        var page = await client.GetFromJsonAsync<JsonElement>("/api/v1/alerts?rows=200", Cancel);
        return [.. page.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("title").GetString()!)];
    }

    /// <summary>Who waits outside for the heartbeat.</summary>
    private sealed class HttpListenerOnAFreePort : IDisposable
    {
        private readonly System.Net.Sockets.TcpListener listener = new(IPAddress.Loopback, 0);
        private int calls;

        public HttpListenerOnAFreePort()
        {
            listener.Start();
            _ = AnswerAsync();
        }

        public int Calls => Volatile.Read(ref calls);

        public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/beat";

        public void Dispose() => listener.Dispose();

        private async Task AnswerAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync(Cancel);
                    var buffer = new byte[2_048];
                    await client.GetStream().ReadAtLeastAsync(buffer, 1, throwOnEndOfStream: false, Cancel);
                    Interlocked.Increment(ref calls);
                    await client.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray(), Cancel);
                }
            }
            catch (Exception end) when (end is System.Net.Sockets.SocketException or ObjectDisposedException or OperationCanceledException or IOException)
            {
                // The test is over.
            }
        }
    }
}
