using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Durability;

/// <summary>A power cut at any moment loses nothing that was acknowledged and makes nothing twice.</summary>
public sealed class CrashTests
{
    /// <summary>Twenty in every run; many more by <c>./test.sh --long</c>.</summary>
    private static readonly int Crashes = Environment.GetEnvironmentVariable("KOTWAL_LONG_TESTS") is null or "" ? 20 : 500;

    private const int LinesPerRequest = 50;

    private const string Rule = """
        title: Attack
        id: 6f3d1a52-0c4b-4d0e-9a3f-8a4f0f1c2b3d
        level: low
        logsource:
          product: linux
        detection:
          selection:
            message: attack
          condition: selection
        """;

    private readonly ConcurrentDictionary<int, bool> acknowledged = new();
    private int next;

    [Fact]
    public async Task Twenty_kills_under_load_lose_nothing_acknowledged_and_double_nothing()
    {
        using var data = new TemporaryFolder();
        Directory.CreateDirectory(data["rules"]);
        await File.WriteAllTextAsync(data["rules/attack.yml"], Rule, TestContext.Current.CancellationToken);
        var token = await KotwalProcess.CreateTokenAsync(data.Path, "ingest");
        var reader = await KotwalProcess.CreateTokenAsync(data.Path, "analyst");
        var random = new Random(20261123);

        for (var crash = 0; crash < Crashes; crash++)
        {
            await using var server = await KotwalProcess.ServeAsync(data.Path);
            using var stop = new CancellationTokenSource();
            var load = Task.WhenAll(SendAsync(server, token, stop.Token), SendAsync(server, token, stop.Token));
            var before = acknowledged.Count;
            await Until.TrueAsync(() => acknowledged.Count > before + random.Next(1, 2_000), TimeSpan.FromSeconds(30), () => server.Output);
            await server.KillAsync();
            await stop.CancelAsync();
            await load;
        }

        await using var last = await KotwalProcess.ServeAsync(data.Path);
        using var client = last.Client(reader);
        await Until.TrueAsync(
            async () => (await SequencesAsync(data.Path)).Count >= acknowledged.Count, TimeSpan.FromSeconds(60), () => last.Output);
        var found = await SequencesAsync(data.Path);
        List<int> alerts = [];
        await Until.TrueAsync(
            async () => (alerts = await AlertedSequencesAsync(client)).Count >= found.Count(IsAttack), TimeSpan.FromSeconds(30), () => last.Output);

        Assert.Empty(acknowledged.Keys.Except(found));
        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.Equal(alerts.Count, alerts.Distinct().Count());
        Assert.Equal(found.Where(IsAttack).Order(), alerts.Order());
    }

    // Every 500th line is one that the rule below answers to; the others are ordinary.
    private static bool IsAttack(int sequence) => sequence % 500 == 0;

    private static string Line(int sequence) =>
        $$"""{"@timestamp":"2026-11-23T10:00:00Z","host.os.type":"linux","message":"{{(IsAttack(sequence) ? "attack" : "ordinary")}}","labels.sequence":{{sequence}}}""";

    private async Task SendAsync(KotwalProcess server, string token, CancellationToken stop)
    {
        using var client = server.Client(token);
        while (!stop.IsCancellationRequested)
        {
            var first = Interlocked.Add(ref next, LinesPerRequest) - LinesPerRequest;
            var sequences = Enumerable.Range(first, LinesPerRequest).ToList();
            using var body = new StringContent(string.Join('\n', sequences.Select(Line)), Encoding.UTF8);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            try
            {
                using var answer = await client.PostAsync(new Uri("/api/v1/ingest/load", UriKind.Relative), body, stop);
                if (answer.IsSuccessStatusCode)
                {
                    sequences.ForEach(sequence => acknowledged[sequence] = true);
                }
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
            {
                // The server was killed while it had the request: nothing was acknowledged.
                return;
            }
        }
    }

    private static async Task<List<int>> SequencesAsync(string data)
    {
        var result = await KotwalProcess.RunAsync(
            "query", "--data", data, "--output", "json", "events | project labels.sequence");
        Assert.True(result.ExitCode == 0, result.Error);
        using var rows = JsonDocument.Parse(result.Answer);

        // The audit trail's own events are in the lake too; they have no number.
        return
        [
            .. rows.RootElement.EnumerateArray()
                .Where(row => row.TryGetProperty("labels.sequence", out var number) && number.ValueKind != JsonValueKind.Null)
                .Select(row => int.Parse(row.GetProperty("labels.sequence").ToString(), null)),
        ];
    }

    private static async Task<List<int>> AlertedSequencesAsync(HttpClient client)
    {
        var alerts = new List<int>();
        string? after = null;
        do
        {
            using var page = JsonDocument.Parse(await client.GetStringAsync(
                new Uri("/api/v1/alerts?rows=200" + (after is null ? "" : "&after=" + Uri.EscapeDataString(after)), UriKind.Relative)));
            // That the lines' times are not of today is an alert of its own.
            foreach (var alert in page.RootElement.GetProperty("alerts").EnumerateArray().Where(alert => alert.GetProperty("title").GetString() == "Attack"))
            {
                alerts.Add(await SequenceOfAsync(client, alert.GetProperty("id").GetString()!));
            }

            after = page.RootElement.GetProperty("next").GetString();
        }
        while (after is not null);

        return alerts;
    }

    private static async Task<int> SequenceOfAsync(HttpClient client, string alert)
    {
        using var whole = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/alerts/" + alert, UriKind.Relative)));
        var copy = whole.RootElement.GetProperty("events")[0].GetProperty("event");
        return int.Parse(copy.GetProperty("labels.sequence").ToString(), null);
    }
}
