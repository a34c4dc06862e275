using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Kotwal.City.People;

namespace Kotwal.Respond.Tests.Api;

public sealed class IncidentEndpointTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Incidents_are_listed_page_by_page_and_by_status()
    {
        await using var server = await TestServer.StartAsync();
        await server.Desk.OfferAsync([.. Enumerable.Range(0, 3).Select(i => Some.Alert(i, entities: ("host.name", $"h{i}")))]);
        using var client = await server.ClientAsync();

        var first = (await client.GetFromJsonAsync<JsonNode>("/api/v1/incidents?status=open,in_progress&rows=2", Cancel))!;
        var second = (await client.GetFromJsonAsync<JsonNode>($"/api/v1/incidents?rows=2&after={first["next"]}", Cancel))!;

        Assert.Equal(["INC-2026-0003", "INC-2026-0002"], first["incidents"]!.AsArray().Select(incident => (string?)incident!["number"]));
        Assert.Equal("INC-2026-0001", (string?)Assert.Single(second["incidents"]!.AsArray())!["number"]);
    }

    [Theory]
    [InlineData("status=done")]
    [InlineData("severity=7")]
    [InlineData("after=yesterday")]
    public async Task What_is_none_is_refused(string query)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        using var response = await client.GetAsync($"/api/v1/incidents?{query}", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_incident_is_opened_noted_and_closed_and_tells_its_story()
    {
        await using var server = await TestServer.StartAsync();
        var alert = Some.Alert(1, entities: ("host.name", "cam-1"));
        server.Desk.Alerts.Add(alert);
        using var client = await server.ClientAsync(Roles.Responder);

        using var opened = await client.PostAsJsonAsync(
            "/api/v1/incidents", new { title = " Cabinet open ", severity = "medium", alertIds = new[] { alert.Id.Value } }, Cancel);
        var address = opened.Headers.Location!.ToString();
        using var noted = await client.PostAsJsonAsync($"{address}/notes", new { text = "on my way" }, Cancel);
        using var silent = await client.PostAsJsonAsync($"{address}/status", new { status = "closed" }, Cancel);
        using var closed = await client.PostAsJsonAsync($"{address}/status", new { status = "closed", reason = "locked again" }, Cancel);
        var story = (await client.GetFromJsonAsync<JsonNode>(address, Cancel))!;

        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        Assert.Equal(
            (HttpStatusCode.NoContent, HttpStatusCode.BadRequest, HttpStatusCode.NoContent), (noted.StatusCode, silent.StatusCode, closed.StatusCode));
        Assert.Equal(("Cabinet open", "high", "closed"), ((string?)story["title"], (string?)story["severity"], (string?)story["status"]));
        Assert.Equal(
            ["alert", "note", "opened", "status"],
            story["timeline"]!.AsArray().Select(entry => (string?)entry!["kind"]).Order(StringComparer.Ordinal));
        Assert.Equal(("related.hosts", "cam-1"), ((string?)story["entities"]![0]!["field"], (string?)story["entities"]![0]!["value"]));
    }

    [Fact]
    public async Task A_change_with_an_old_version_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        await server.Desk.OfferAsync(Some.Alert(1));
        using var client = await server.ClientAsync();
        var list = (await client.GetFromJsonAsync<JsonNode>("/api/v1/incidents", Cancel))!;
        var address = $"/api/v1/incidents/{list["incidents"]![0]!["id"]}";
        var version = (Guid?)(await client.GetFromJsonAsync<JsonNode>(address, Cancel))!["version"];

        using var first = await client.PostAsJsonAsync($"{address}/status", new { status = "contained", version }, Cancel);
        using var second = await client.PostAsJsonAsync($"{address}/status", new { status = "in_progress", version }, Cancel);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
    }

    [Theory]
    [InlineData("""{"title":"","severity":"high"}""")]
    [InlineData("""{"title":"x"}""")]
    [InlineData("""{"title":"x","severity":"grave"}""")]
    [InlineData("""{"title":"x","severity":"3"}""")]
    public async Task An_incident_without_title_or_severity_is_refused(string body)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await client.PostAsync("/api/v1/incidents", content, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(await server.Desk.IncidentsAsync());
    }

    [Fact]
    public async Task Strangers_see_nothing_and_auditors_change_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var stranger = server.Stranger();
        using var auditor = await server.ClientAsync(Roles.Auditor);

        using var unknown = await stranger.GetAsync("/api/v1/incidents", Cancel);
        using var refused = await auditor.PostAsJsonAsync("/api/v1/incidents", new { title = "x", severity = "high" }, Cancel);
        using var missing = await auditor.GetAsync($"/api/v1/incidents/{Guid.Empty}", Cancel);

        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound),
            (unknown.StatusCode, refused.StatusCode, missing.StatusCode));
    }
}
