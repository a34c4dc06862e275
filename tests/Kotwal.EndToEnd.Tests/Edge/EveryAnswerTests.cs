using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kotwal.EndToEnd.Tests.Program;

namespace Kotwal.EndToEnd.Tests.Edge;

/// <summary>Walks the real server: every page that links lead to, every file they load, every address of the API, and bad news.</summary>
public sealed partial class EveryAnswerTests(EveryAnswerTests.Walked walked) : IClassFixture<EveryAnswerTests.Walked>
{
    private const int MaxAddresses = 400;
    private static readonly string[] BadNews = ["/nothing", "/api/v1/nothing", "/no-access", "/sign-in", "/setup", "/setup?token=wrong", "/not-found", "/healthz", "/metrics", "/_blazor"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_to_somebody_known_has_the_headers_and_nothing_inline()
    {
        var seen = await WalkAsync(walked.Person, ["/", .. BadNews, .. await ApiAsync(walked.Person)]);

        // The walk itself must have gone somewhere, or it would prove nothing.
        Assert.InRange(seen.Count, 30, MaxAddresses);
        Assert.True(seen.Count(one => one.Answer.Content.Headers.ContentType?.MediaType == "text/html") >= 8);
        Assert.True(seen.Count(one => one.Answer.Content.Headers.ContentType?.MediaType is "application/json") >= 5);
        Assert.All(seen, CheckAnswer);
    }

    [Fact]
    public async Task Every_answer_to_a_stranger_has_the_headers_and_leads_nowhere_else()
    {
        using var stranger = new Person(walked.Server.Address);

        var seen = await WalkAsync(stranger, ["/", "/alerts", "//attacker.example/", "/%5Cattacker.example", .. BadNews, .. await ApiAsync(walked.Person)]);

        Assert.All(seen, CheckAnswer);
        Assert.All(seen.Where(one => one.Answer.Headers.Location is not null), one =>
            Assert.Equal(walked.Server.Address.Authority, new Uri(walked.Server.Address, one.Answer.Headers.Location!).Authority));
        Assert.DoesNotContain(seen, one => one.Address.StartsWith("/api/", StringComparison.Ordinal) && one.Answer.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("/rules/no-such-rule", HttpStatusCode.NotFound)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    [InlineData("/rules", HttpStatusCode.OK)]
    public async Task A_page_that_is_not_there_says_so_with_its_status(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await walked.Person.GetAsync(path)).StatusCode);

    [Fact]
    public async Task A_known_rule_has_its_page()
    {
        using var rules = JsonDocument.Parse(await walked.Person.ReadAsync("/api/v1/rules"));
        var list = rules.RootElement.ValueKind == JsonValueKind.Array ? rules.RootElement : rules.RootElement.GetProperty("rules");
        var id = list[0].GetProperty("id").GetString()!;

        Assert.Equal(HttpStatusCode.OK, (await walked.Person.GetAsync("/rules/" + Uri.EscapeDataString(id))).StatusCode);
    }

    [Theory]
    [InlineData("//attacker.example")]
    [InlineData("https://attacker.example")]
    [InlineData("/\\attacker.example")]
    [InlineData("/\t/attacker.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData(".attacker.example")]
    public async Task Signing_in_leads_to_no_other_server(string next)
    {
        using var person = new Person(walked.Server.Address);

        var answer = await person.SubmitAsync("/sign-in?next=" + Uri.EscapeDataString(next), ("name", Person.Name), ("password", Person.Password));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_live_page_that_is_sent_too_much_is_closed()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", walked.Server.Address.GetLeftPart(UriPartial.Authority));
        socket.Options.Cookies = walked.Person.Jar;
        await socket.ConnectAsync(new UriBuilder(walked.Server.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, Cancel);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, Cancel);
        var buffer = new byte[64];
        Assert.Equal("{}\u001e", Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, Cancel)).Count));

        // A length of 40,000 bytes, as a varint, and the bytes: more than the 32 KiB of one message.
        await socket.SendAsync(new byte[] { 0xC0, 0xB8, 0x02 }.Concat(new byte[40_000]).ToArray(), WebSocketMessageType.Binary, true, Cancel);

        Assert.True(await IsClosedAsync(socket));
    }

    private static async Task<bool> IsClosedAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        try
        {
            while ((await socket.ReceiveAsync(buffer, Cancel)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Cut off is closed too.
        }

        return socket.State != WebSocketState.Open;
    }

    private static void CheckAnswer(Seen one)
    {
        var headers = one.Answer.Headers;
        var policy = Assert.Single(headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("script-src[^;]*(unsafe|\\*|http:|https:|data:)", policy);
        Assert.Equal(["nosniff"], headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["DENY"], headers.GetValues("X-Frame-Options"));
        Assert.Equal(["no-referrer"], headers.GetValues("Referrer-Policy"));
        Assert.Equal(["same-origin"], headers.GetValues("Cross-Origin-Opener-Policy"));
        Assert.False(headers.Contains("Server") || headers.Contains("X-Powered-By"));
        Assert.NotNull(headers.CacheControl);
        Assert.False(headers.CacheControl.Public && one.Text.Contains("__RequestVerificationToken", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"   at [A-Za-z_.]+\(|System\.[A-Za-z]+Exception", one.Text);
        if (one.Answer.Content.Headers.ContentType?.MediaType == "text/html")
        {
            Assert.All(Script().Matches(one.Text), script => Assert.Matches(" src=\"|type=\"importmap\" nonce=\"|type=\"importmap\".*nonce=\"", script.Value));
            Assert.DoesNotMatch("<[a-zA-Z][^>]*\\son[a-z]+\\s*=", one.Text);
            Assert.DoesNotMatch("(href|src|action)\\s*=\\s*[\"']?\\s*javascript:", one.Text);
            Assert.DoesNotContain("<iframe", one.Text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task<List<Seen>> WalkAsync(Person person, IEnumerable<string> from)
    {
        var seen = new List<Seen>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>(from.Where(known.Add));
        while (waiting.TryDequeue(out var address) && seen.Count < MaxAddresses)
        {
            var answer = await person.GetAsync(address);
            var text = await answer.Content.ReadAsStringAsync(Cancel);
            seen.Add(new(address, answer, text));
            if (answer.Content.Headers.ContentType?.MediaType == "text/html")
            {
                foreach (var link in Links(text).Where(known.Add))
                {
                    waiting.Enqueue(link);
                }
            }
        }

        return seen;
    }

    private static IEnumerable<string> Links(string html) =>
        Link().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))
            .Where(link => !link.Contains(':', StringComparison.Ordinal) && !link.StartsWith('#') && !link.StartsWith("//", StringComparison.Ordinal))
            .Select(link => link.StartsWith('/') ? link : "/" + link);

    private static async Task<IEnumerable<string>> ApiAsync(Person person)
    {
        using var api = JsonDocument.Parse(await person.ReadAsync("/openapi/v1.json"));
        return [.. api.RootElement.GetProperty("paths").EnumerateObject()
            .Where(path => path.Value.TryGetProperty("get", out _))
            .Select(path => Parameter().Replace(path.Name, "00000000-0000-0000-0000-000000000000"))];
    }

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();

    [GeneratedRegex("(?:href|src|action)=\"([^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    internal sealed record Seen(string Address, HttpResponseMessage Answer, string Text)
    {
        public override string ToString() => $"{Address} ({(int)Answer.StatusCode})";
    }

    /// <summary>A server with its administrator.</summary>
    public sealed class Walked : IAsyncLifetime
    {
        internal EdgeServer Server { get; private set; } = null!;

        internal Person Person { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            // The walk opens pages of one-time links with wrong tokens, and each is a refusal.
            Server = await EdgeServer.StartAsync(new { City = new { SignInAttemptsPerMinute = 10_000 } });
            Person = await Person.SetUpAsync(Server.Process);
        }

        public async ValueTask DisposeAsync()
        {
            Person.Dispose();
            await Server.DisposeAsync();
        }
    }
}
