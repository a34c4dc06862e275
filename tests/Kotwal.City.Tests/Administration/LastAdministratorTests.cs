using System.Net;
using System.Net.Http.Json;
using Kotwal.City.Audit;
using Kotwal.City.People;

namespace Kotwal.City.Tests.Administration;

public sealed class LastAdministratorTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static TheoryData<string> Ways { get; } = new("disable", "leave", "remove", "narrow", "expire");

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_last_administrator_stays(string way)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var last = await server.PersonAsync("asha", Roles.Admin);
        await PeopleWhoDoNotCountAsync(server, client);

        var answer = await TakeAsync(client, last, way);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("lastAdministrator", (await TestServer.JsonAsync(answer)).GetProperty("reason").GetString());
        Assert.Equal(AuditResult.Refused, (await server.TrailAsync(1))[0].Result);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task One_of_two_administrators_may_go(string way)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var first = await server.PersonAsync("asha", Roles.Admin);
        await server.PersonAsync("meera", Roles.Admin);

        var answer = await TakeAsync(client, first, way);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Of_two_who_are_taken_away_at_once_one_stays(string way)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var first = await server.PersonAsync("asha", Roles.Admin);
        var second = await server.PersonAsync("meera", Roles.Admin);

        var answers = await Task.WhenAll(TakeAsync(client, first, way), TakeAsync(client, second, way));

        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
    }

    // An end, a part of the city, no password yet: none of these can put the city right again later.
    private static async Task PeopleWhoDoNotCountAsync(TestServer server, HttpClient client)
    {
        var temporary = await server.PersonAsync("temporary");
        await client.PutAsJsonAsync($"/api/v1/people/{temporary}/grants/admin", new { expiresAt = Some.Noon.AddDays(9) }, Cancel);
        var partly = await server.PersonAsync("partly");
        await client.PutAsJsonAsync($"/api/v1/people/{partly}/grants/admin", new { scope = new[] { "zone:scada" } }, Cancel);
        await client.PostAsJsonAsync("/api/v1/people", new { name = "invited", grants = new[] { new { role = "admin" } } }, Cancel);
        await server.PersonAsync("analyst", Roles.Analyst);
    }

    private static Task<HttpResponseMessage> TakeAsync(HttpClient client, Guid id, string way) => way switch
    {
        "disable" or "leave" => client.PostAsync(new Uri($"/api/v1/people/{id}/{way}", UriKind.Relative), null, Cancel),
        "remove" => client.DeleteAsync(new Uri($"/api/v1/people/{id}/grants/admin", UriKind.Relative), Cancel),
        "narrow" => client.PutAsJsonAsync($"/api/v1/people/{id}/grants/admin", new { scope = new[] { "zone:scada" } }, Cancel),
        _ => client.PutAsJsonAsync($"/api/v1/people/{id}/grants/admin", new { expiresAt = Some.Noon.AddDays(9) }, Cancel),
    };
}
