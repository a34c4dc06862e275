using System.Net;
using System.Net.Http.Json;
using Kotwal.City.People;

namespace Kotwal.City.Tests.Administration;

public sealed class PermissionTests
{
    private static readonly Guid Nobody = Guid.CreateVersion7(Some.Noon);

    public static TheoryData<string, string> Deeds { get; } = new()
    {
        { "GET", "/api/v1/people" },
        { "GET", $"/api/v1/people/{Nobody}" },
        { "POST", "/api/v1/people" },
        { "PUT", $"/api/v1/people/{Nobody}" },
        { "POST", $"/api/v1/people/{Nobody}/disable" },
        { "POST", $"/api/v1/people/{Nobody}/enable" },
        { "POST", $"/api/v1/people/{Nobody}/link" },
        { "POST", $"/api/v1/people/{Nobody}/leave" },
        { "DELETE", $"/api/v1/people/{Nobody}/second-factor" },
        { "PUT", $"/api/v1/people/{Nobody}/grants/analyst" },
        { "DELETE", $"/api/v1/people/{Nobody}/grants/analyst" },
        { "POST", "/api/v1/guests" },
        { "GET", "/api/v1/tokens" },
        { "POST", "/api/v1/tokens" },
        { "DELETE", $"/api/v1/tokens/{Nobody}" },
    };

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task Only_an_administrator_of_the_whole_city_administers(string method, string path)
    {
        await using var server = await TestServer.StartAsync();
        var others = Roles.All.Where(role => role != Roles.Admin).ToList();

        foreach (var role in others)
        {
            using var client = await server.ClientAsync(role);
            Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(client, method, path)).StatusCode);
        }

        using var ofOneZone = await server.ClientAsync(Roles.Admin, null, new ScopeKey(ScopeKind.Zone, "scada"));
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(ofOneZone, method, path)).StatusCode);
        using var stranger = server.Client(null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(stranger, method, path)).StatusCode);
        using var administrator = await server.ClientAsync();
        var answer = (await SendAsync(administrator, method, path)).StatusCode;
        Assert.False(answer is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.InternalServerError, answer.ToString());
    }

    public static TheoryData<string, string> DeedsOnOne { get; } =
        new(Deeds.Where(row => row.Data.Item2.Contains(Nobody.ToString(), StringComparison.Ordinal)).Select(row => row.Data));

    [Theory]
    [MemberData(nameof(DeedsOnOne))]
    public async Task An_id_that_nobody_has_is_not_found(string method, string path)
    {
        await using var server = await TestServer.StartAsync();
        using var administrator = await server.ClientAsync();

        var answer = await SendAsync(administrator, method, path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Everybody_may_ask_who_they_are()
    {
        await using var server = await TestServer.StartAsync();
        using var engineer = await server.ClientAsync(Roles.Engineer, null, new ScopeKey(ScopeKind.Service, "water"));

        var me = await TestServer.JsonAsync(await engineer.GetAsync(new Uri("/api/v1/me", UriKind.Relative), TestServer.Cancel));

        Assert.Equal("token", me.GetProperty("kind").GetString());
        Assert.Equal("token:asha#" + me.GetProperty("id").GetString()![^8..], me.GetProperty("name").GetString());
        Assert.Equal("service:water", me.GetProperty("roles")[0].GetProperty("scope")[0].GetString());
        Assert.Equal(["city.write", "read"], me.GetProperty("policies").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        using var stranger = server.Client(null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(stranger, "GET", "/api/v1/me")).StatusCode);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path) =>
        client.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), path) { Content = method is "POST" or "PUT" ? JsonContent.Create(new { }) : null },
            TestServer.Cancel);
}
