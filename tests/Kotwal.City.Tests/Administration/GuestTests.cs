using System.Net;
using System.Net.Http.Json;
using Kotwal.City.Access;

namespace Kotwal.City.Tests.Administration;

public sealed class GuestTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly Guid Incident = Guid.CreateVersion7(Some.Noon);

    [Fact]
    public async Task A_guest_reaches_one_incident_until_the_date_and_then_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        var made = await PostAsync(client, new { name = "forensics", incident = Incident, until = Some.Noon.AddDays(14) });

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var id = (await TestServer.JsonAsync(made)).GetProperty("id").GetGuid();
        server.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromMinutes(1));
        var cookie = await server.SignInAsync(id);
        Assert.Equal([$"incident:{Incident}"], Reach.For((await server.RequestAsync(cookie))!, Policies.WriteIncidents).KeyTexts);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = (await server.RequestAsync(cookie))!;
        Assert.All(Policies.AllowedRoles.Keys, policy => Assert.False(Policies.Allows(after, policy)));
    }

    [Fact]
    public async Task A_guest_for_an_audit_reads_the_whole_city()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        var made = await PostAsync(client, new { name = "cert-in", audit = true, until = Some.Noon.AddDays(90) });

        var session = (await server.RequestAsync(await server.SignInAsync((await TestServer.JsonAsync(made)).GetProperty("id").GetGuid())))!;
        Assert.True(Policies.Allows(session, Policies.ReadAudit));
        Assert.False(Policies.Allows(session, Policies.WriteIncidents));
    }

    public static TheoryData<string, object> NoGuests { get; } = new()
    {
        { "endIsMissing", new { name = "g", audit = true } },
        { "endIsTooFar", new { name = "g", audit = true, until = Some.Noon.AddDays(90).AddSeconds(1) } },
        { "endIsPast", new { name = "g", audit = true, until = Some.Noon } },
        { "notForGuests", new { name = "g", until = Some.Noon.AddDays(1) } },
        { "notForGuests", new { name = "g", audit = true, incident = Incident, until = Some.Noon.AddDays(1) } },
    };

    [Theory]
    [MemberData(nameof(NoGuests), DisableDiscoveryEnumeration = true)]
    public async Task What_is_no_guest_is_refused_with_the_reason(string reason, object body)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        var answer = await PostAsync(client, body);

        Assert.Equal((HttpStatusCode.BadRequest, reason), (answer.StatusCode, (await TestServer.JsonAsync(answer)).GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("admin", 10, "notForGuests")]
    [InlineData("responder", 10, "notForGuests")]
    [InlineData("auditor", null, "endIsMissing")]
    [InlineData("auditor", 91, "endIsTooFar")]
    public async Task A_guest_does_not_become_more_than_a_guest(string role, int? days, string reason)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var made = await PostAsync(client, new { name = "forensics", incident = Incident, until = Some.Noon.AddDays(14) });
        var id = (await TestServer.JsonAsync(made)).GetProperty("id").GetGuid();

        var answer = await client.PutAsJsonAsync(
            $"/api/v1/people/{id}/grants/{role}", new { expiresAt = days is { } end ? Some.Noon.AddDays(end) : (DateTimeOffset?)null }, Cancel);

        Assert.Equal(reason, (await TestServer.JsonAsync(answer)).GetProperty("reason").GetString());
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, object body) => client.PostAsJsonAsync("/api/v1/guests", body, Cancel);
}
