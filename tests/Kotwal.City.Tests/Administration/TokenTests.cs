using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kotwal.City.People;

namespace Kotwal.City.Tests.Administration;

public sealed class TokenTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_told_once_works_in_its_scope_and_ends()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        var made = await TestServer.JsonAsync(await PostAsync(client, new { name = "water works", role = "engineer", scope = new[] { "service:water" } }));

        var text = made.GetProperty("token").GetString()!;
        Assert.Equal(Some.Noon.AddDays(90), made.GetProperty("expiresAt").GetDateTimeOffset());
        var listed = await client.GetStringAsync(new Uri("/api/v1/tokens", UriKind.Relative), Cancel);
        Assert.DoesNotContain(text, listed, StringComparison.Ordinal);
        using var program = server.Client(text);
        var me = await TestServer.JsonAsync(await MeAsync(program));
        Assert.Equal("service:water", me.GetProperty("roles")[0].GetProperty("scope")[0].GetString());
        server.Clock.Advance(TimeSpan.FromDays(90));
        Assert.Equal(HttpStatusCode.Unauthorized, (await MeAsync(program)).StatusCode);
    }

    [Fact]
    public async Task A_token_that_is_taken_back_is_refused_at_once()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var text = (await TestServer.JsonAsync(await PostAsync(client, new { name = "sender", role = "ingest" }))).GetProperty("token").GetString();
        using var program = server.Client(text);
        var list = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/tokens", UriKind.Relative), Cancel)).RootElement;
        var id = list.EnumerateArray().Single(token => token.GetProperty("name").GetString() == "sender").GetProperty("id").GetGuid();
        var before = (await MeAsync(program)).StatusCode;

        var answer = await client.DeleteAsync(new Uri($"/api/v1/tokens/{id}", UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (before, answer.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, (await MeAsync(program)).StatusCode);
    }

    public static TheoryData<string, object> NoTokens { get; } = new()
    {
        { "tokenNameInvalid", new { name = " ", role = "ingest" } },
        { "roleInvalid", new { name = "t", role = "king" } },
        { "scopeInvalid", new { name = "t", role = "engineer", scope = new[] { "water" } } },
        { "endIsPast", new { name = "t", role = "engineer", expiresAt = Some.Noon } },
        { "endIsTooFar", new { name = "t", role = "engineer", expiresAt = Some.Noon.AddDays(366).AddSeconds(1) } },
    };

    [Theory]
    [MemberData(nameof(NoTokens), DisableDiscoveryEnumeration = true)]
    public async Task What_is_no_token_is_refused_with_the_reason(string reason, object body)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        var answer = await PostAsync(client, body);

        Assert.Equal((HttpStatusCode.BadRequest, reason), (answer.StatusCode, (await TestServer.JsonAsync(answer)).GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_token_that_ends_makes_none_that_lasts_longer()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync(Roles.Admin, Some.Noon.AddDays(7));

        var longer = await PostAsync(client, new { name = "t", role = "admin" });
        var shorter = await PostAsync(client, new { name = "t", role = "admin", expiresAt = Some.Noon.AddDays(7) });

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Created), (longer.StatusCode, shorter.StatusCode));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, object body) => client.PostAsJsonAsync("/api/v1/tokens", body, Cancel);

    private static Task<HttpResponseMessage> MeAsync(HttpClient client) => client.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Cancel);
}
