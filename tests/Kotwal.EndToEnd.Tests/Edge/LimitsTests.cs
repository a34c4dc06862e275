using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Kotwal.EndToEnd.Tests.Program;

namespace Kotwal.EndToEnd.Tests.Edge;

/// <summary>Each bound of the server is reached, with a real connection, and holds.</summary>
public sealed class LimitsTests(LimitsTests.Limited limited) : IClassFixture<LimitsTests.Limited>
{
    private static readonly object Settings = new
    {
        Server = new
        {
            Limits = new
            {
                MaxBodyBytes = 20_000, MaxRequestLineBytes = 1024, MaxHeaderBytes = 8192, MaxHeaders = 20, MaxJsonDepth = 10,
                HeaderTime = "00:00:01", SlowGrace = "00:00:01.5", MinBytesPerSecond = 1000,
            },
            Rates = new { StrangerMaxBodyBytes = 2000 },
        },
    };

    private readonly EdgeServer server = limited.Server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_larger_than_a_bound_is_refused_and_what_fits_is_not()
    {
        using var client = server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", await KotwalProcess.CreateTokenAsync(server.Data, "admin"));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/healthz?" + new string('a', 900), UriKind.Relative), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestUriTooLong, (await client.GetAsync(new Uri("/healthz?" + new string('a', 1100), UriKind.Relative), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, await WithHeadersAsync(client, 1, 8200));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, await WithHeadersAsync(client, 21, 1));
        Assert.Equal(HttpStatusCode.OK, await WithHeadersAsync(client, 10, 100));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(client, "/api/v1/query", $$"""{"query":"{{new string('a', 20_000)}}"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(client, "/api/v1/query", """{"query":"a","x":""" + new string('[', 12) + new string(']', 12) + "}"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(client, "/api/v1/query", """{"query":"a","x":""" + new string('[', 8) + new string(']', 8) + "}"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(client, "/api/v1/ingest/door", $$"""{"message":"{{new string('a', 30_000)}}"}"""));
    }

    [Fact]
    public async Task A_stranger_may_send_less_than_somebody_who_is_known()
    {
        var body = "name=a&password=" + new string('a', 3000);

        var answer = await RawHttp.AskAsync(
            server.Address, $"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.Matches("^HTTP/1.1 (400|413) ", answer);
        Assert.DoesNotContain(" at Kotwal.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_that_never_ends_is_given_up()
    {
        using var slow = await ConnectAsync();
        await RawHttp.SendAsync(slow.GetStream(), "GET / HTTP/1.1\r\nHost: localhost\r\nX-Never:");

        Assert.StartsWith("HTTP/1.1 408 ", await RawHttp.ReadAsync(slow.GetStream()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_trickles_is_given_up()
    {
        var token = await KotwalProcess.CreateTokenAsync(server.Data, "ingest");
        using var slow = await ConnectAsync();
        await RawHttp.SendAsync(
            slow.GetStream(), $"POST /api/v1/ingest/door HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\na");

        Assert.StartsWith("HTTP/1.1 408 ", await RawHttp.ReadAsync(slow.GetStream()), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> WithHeadersAsync(HttpClient client, int count, int length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        for (var i = 0; i < count; i++)
        {
            request.Headers.Add("X-Filler-" + i, new string('a', length));
        }

        return (await client.SendAsync(request, Cancel)).StatusCode;
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return (await client.PostAsync(new Uri(path, UriKind.Relative), body, Cancel)).StatusCode;
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, Cancel);
        return client;
    }

    /// <summary>One server with small bounds for all tests.</summary>
    public sealed class Limited : IAsyncLifetime
    {
        internal EdgeServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await EdgeServer.StartAsync(Settings);

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
