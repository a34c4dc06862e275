using System.Net;
using System.Net.Http.Headers;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Edge;

/// <summary>Who may ask, by which name, from which page, and how often.</summary>
public sealed class GuardTests(GuardTests.Guarded guarded) : IClassFixture<GuardTests.Guarded>
{
    private const string Upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Foreign_names_methods_and_pages_are_refused_with_all_headers_and_no_details()
    {
        var server = guarded.Server;

        string[] answers =
        [
            await RawHttp.AskAsync(server.Address, "GET /healthz HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n"),
            await RawHttp.AskAsync(server.Address, $"GET http://attacker.example/healthz HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n"),
            await RawHttp.AskAsync(server.Address, "TRACE /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
            await RawHttp.AskAsync(server.Address, "TRACK / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
            await RawHttp.AskAsync(server.Address, "PROPFIND /api/v1/alerts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
            await RawHttp.AskAsync(server.Address, $"GET /_blazor HTTP/1.1\r\nHost: localhost:{server.Address.Port}\r\nOrigin: http://localhost:3000\r\n{Upgrade}\r\n"),
            await RawHttp.AskAsync(server.Address, $"GET /_blazor HTTP/1.1\r\nHost: localhost:{server.Address.Port}\r\nOrigin: null\r\n{Upgrade}\r\n"),
        ];

        Assert.Equal(["400", "400", "405", "405", "405", "403", "403"], answers.Select(answer => answer.Split(' ')[1]));
        Assert.All(answers, answer =>
        {
            Assert.Contains("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'", answer, StringComparison.Ordinal);
            Assert.Contains("X-Content-Type-Options: nosniff", answer, StringComparison.Ordinal);
            Assert.Contains("Cache-Control: no-store", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("\nServer:", answer, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("GET /healthz HTTP/1.1\r\n\r\n")]
    [InlineData("GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: attacker.example\r\n\r\n")]
    [InlineData("GET http://attacker.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd")]
    [InlineData("GET /healthz\u0000 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    public async Task A_request_that_two_readers_could_read_differently_is_refused(string request)
    {
        var answer = await RawHttp.AskAsync(guarded.Server.Address, request.Replace("Host: localhost\r\n", "Host: localhost\r\nConnection: close\r\n", StringComparison.Ordinal));

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_the_operator_allows_is_answered()
    {
        var server = guarded.Server;

        Assert.StartsWith("HTTP/1.1 200 ", await RawHttp.AskAsync(server.Address, "GET /healthz HTTP/1.1\r\nHost: kotwal.city.example\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", await RawHttp.AskAsync(server.Address, "GET /healthz HTTP/1.1\r\nHost: city.example\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_too_often_waits_and_cannot_pretend_to_be_many_and_the_ingest_door_stays_open()
    {
        await using var server = await EdgeServer.StartAsync(new { Server = new { Rates = new { StrangerPerMinute = 10, KnownPerMinute = 20 } } });
        using var client = server.Client();
        var known = await KotwalProcess.CreateTokenAsync(server.Data, "admin");

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            statuses.Add(await AskAsAsync(client, $"203.0.113.{i}", i % 2 == 0 ? null : "kotwal_v1made-up"));
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, statuses.Take(10));
        Assert.Equal(HttpStatusCode.OK, await AskAsAsync(client, "203.0.113.99", known));

        statuses.Clear();
        for (var i = 0; i < 30; i++)
        {
            statuses.Add(await AskAsAsync(client, $"203.0.113.{i}", known));
        }

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", known);
        using var line = new StringContent("a line");
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(new Uri("/api/v1/ingest/door", UriKind.Relative), line, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_trusted_proxy_says_who_asks_and_whether_it_was_encrypted()
    {
        await using var server = await EdgeServer.StartAsync(
            new { Server = new { Rates = new { StrangerPerMinute = 10 }, TrustedProxies = new[] { "127.0.0.1" }, AllowedHosts = new[] { "kotwal.city.example" } } });
        using var client = server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("X-Forwarded-For", "203.0.113.200");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "kotwal.city.example");

        var page = await client.SendAsync(request, Cancel);

        Assert.Contains("; secure", Assert.Single(page.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.True(page.Headers.Contains("Strict-Transport-Security"));
        for (var i = 0; i < 15; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await AskAsAsync(client, $"203.0.113.{i}", null));
        }
    }

    [Theory]
    [InlineData("Server", "TrustedProxies", "everybody")]
    [InlineData("Kestrel", "Endpoints", "http://0.0.0.0:0")]
    public async Task A_setting_that_opens_the_house_stops_the_start(string section, string key, string value)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["s.json"], $$"""{ "{{section}}": { "{{key}}": { "0": "{{value}}" } } }""", Cancel);

        var refused = await KotwalProcess.RunAsync(
            "serve", "--data", folder["data"], "--listen", "http://127.0.0.1:0", "--syslog-port", "0", "--config", folder["s.json"]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(section, refused.Error, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> AskAsAsync(HttpClient client, string forwardedFor, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return (await client.SendAsync(request, Cancel)).StatusCode;
    }

    /// <summary>One server for all tests that leave it as it was.</summary>
    public sealed class Guarded : IAsyncLifetime
    {
        internal EdgeServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Server = await EdgeServer.StartAsync(
                new { Server = new { AllowedHosts = new[] { "kotwal.city.example" }, Limits = new { IdleTime = "00:00:01" } } });

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
