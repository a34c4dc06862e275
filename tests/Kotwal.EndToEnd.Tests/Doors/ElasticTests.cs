using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Doors;

/// <summary>What the official client of Elasticsearch sends is found, and only a token of role ingest lets it in.</summary>
public sealed class ElasticTests
{
    private const int Documents = 500;

    private static readonly NpmPackage Client = new("@elastic/elasticsearch@9.4.3");
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_official_client_sends_is_found()
    {
        using var data = new TemporaryFolder();
        await using var server = await KotwalProcess.ServeAsync(data.Path);
        var token = await KotwalProcess.CreateTokenAsync(data.Path, "ingest");

        Assert.Equal($"9.99.0 {Documents} 0 0 true 400", await SendAsync(server, "basic", token));
        Assert.Equal($"9.99.0 {Documents} 0 0 true 400", await SendAsync(server, "apiKey", token));
        Assert.Equal($"9.99.0 {Documents} 0 0 true 400", await SendAsync(server, "bearer", token));
        Assert.Equal("ResponseError 401", await SendAsync(server, "basic", "kotwal_" + new string('a', 46)));
        Assert.Equal("ResponseError 403", await SendAsync(server, "apiKey", await KotwalProcess.CreateTokenAsync(data.Path, "analyst")));

        await Until.TrueAsync(
            async () =>
            {
                var found = await KotwalProcess.RunAsync(
                    "query", "--data", data.Path, "--output", "json", "source.ip:10.9.8.7 kotwal.source:elastic | summarize n = count() by event.code");
                using var rows = JsonDocument.Parse(found.ExitCode == 0 ? found.Answer : "[]");
                return rows.RootElement.GetArrayLength() == 3 && rows.RootElement.EnumerateArray().All(row => row.GetProperty("n").GetInt32() == Documents);
            },
            TimeSpan.FromSeconds(30),
            () => server.Output);
    }

    [Fact]
    public async Task A_cookie_or_a_token_in_another_form_is_nothing_here()
    {
        using var data = new TemporaryFolder();
        await using var server = await KotwalProcess.ServeAsync(data.Path);
        var token = await KotwalProcess.CreateTokenAsync(data.Path, "ingest");
        using var client = new HttpClient { BaseAddress = server.Address };

        foreach (var (path, form, expected) in new[]
        {
            ("/elastic/", $"Basic {Base64("any:" + token)}", HttpStatusCode.OK),
            ("/elastic/", $"ApiKey {Base64("id:" + token)}", HttpStatusCode.OK),
            ("/elastic/", $"ApiKey {token}", HttpStatusCode.Unauthorized),
            ("/elastic/", $"Splunk {token}", HttpStatusCode.Unauthorized),
            ("/elastic/", "", HttpStatusCode.Unauthorized),
            ("/api/v1/me", $"Basic {Base64("any:" + token)}", HttpStatusCode.Unauthorized),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = form.Length > 0 ? AuthenticationHeaderValue.Parse(form) : null;
            using var answer = await client.SendAsync(request, Cancel);
            Assert.True(answer.StatusCode == expected, $"{path} {form[..Math.Min(form.Length, 8)]}: {answer.StatusCode}");
            Assert.Equal(path == "/elastic/", answer.Headers.Contains("X-Elastic-Product"));
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static async Task<string> SendAsync(KotwalProcess server, string form, string token)
    {
        using var node = Client.Start(
            "elastic.cjs", [new Uri(server.Address, "/elastic").ToString(), form, token, Documents.ToString(CultureInfo.InvariantCulture)]);
        var answer = await node.StandardOutput.ReadToEndAsync(Cancel);
        await node.WaitForExitAsync(Cancel);
        return answer.Trim();
    }
}
