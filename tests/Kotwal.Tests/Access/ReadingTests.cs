using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kotwal.City.Audit;
using Kotwal.City.People;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.Tests.Access;

/// <summary>What a guest sees, and what the audit trail says of those who read.</summary>
[Collection(Walk.Name)]
public sealed class ReadingTests(WalkedServer server)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_guest_of_an_incident_sees_it_with_its_alerts_in_a_line_each_and_nothing_else()
    {
        var (incident, other) = server.Things["/api/v1/incidents/{"];
        var guest = await server.GuestAsync(incident);

        var seen = await guest.GetFromJsonAsync<JsonElement>(Of($"/api/v1/incidents/{incident}"), Cancel);
        Assert.Equal(server.Things["/api/v1/alerts/{"].Inside, Assert.Single(seen.GetProperty("alerts").EnumerateArray()).GetProperty("id").GetGuid());
        Assert.NotEmpty(seen.GetProperty("timeline").EnumerateArray());

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(guest, $"/api/v1/incidents/{other}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(guest, $"/api/v1/alerts/{server.Things["/api/v1/alerts/{"].Inside}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(guest, $"/api/v1/events/{server.Things["/api/v1/events/{"].Inside}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(guest, "/api/v1/sources"));
        Assert.Empty((await guest.GetFromJsonAsync<JsonElement>(Of("/api/v1/alerts"), Cancel)).GetProperty("alerts").EnumerateArray());
        Assert.Single((await guest.GetFromJsonAsync<JsonElement>(Of("/api/v1/incidents"), Cancel)).GetProperty("incidents").EnumerateArray());
        using var report = await guest.PostAsJsonAsync(Of("/api/v1/incidents"), new { title = "Another", severity = "low" }, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, report.StatusCode);
    }

    [Fact]
    public async Task Reading_an_alert_an_event_and_an_incident_is_noted_once_and_each_export()
    {
        var reader = server.Of(Roles.Engineer, isScoped: true).Client;
        foreach (var kind in server.Things)
        {
            var address = kind.Key.TrimEnd('{') + kind.Value.Inside;
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, address));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, address));
        }

        foreach (var length in new[] { 10, 2_000 })
        {
            using var answer = await reader.PostAsJsonAsync(Of("/api/v1/query"), new { query = new string('a', length) }, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var deeds = (await server.Services.GetRequiredService<IAuditTrail>().ReadAsync(null, 1000, Cancel))
            .Where(entry => entry.Actor.StartsWith("token:engineer.water#", StringComparison.Ordinal)
                && !entry.Action.StartsWith("node.", StringComparison.Ordinal) && !entry.Action.EndsWith(".list", StringComparison.Ordinal) && !entry.Action.EndsWith(".export", StringComparison.Ordinal)
                && !entry.Subject.Contains("kotwal-audit", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["alert.read", "event.query", "event.query", "event.read", "incident.read"], deeds.Select(entry => entry.Action).Order(StringComparer.Ordinal));
        Assert.Contains(deeds, entry => entry.Subject == server.Things["/api/v1/alerts/{"].Inside.ToString("D"));
        Assert.Contains(deeds, entry => entry.Subject.Length == AuditEntry.MaxText);
    }

    private static Uri Of(string address) => new(address, UriKind.Relative);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(Of(address), Cancel);
        return answer.StatusCode;
    }
}
