using System.Net;
using System.Text.Json.Nodes;
using Kotwal.City.People;
using Kotwal.Events.Alerts;

namespace Kotwal.Watch.Tests.Api;

public sealed class AlertEndpointTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_are_listed_page_by_page()
    {
        await using var server = await TestServer.StartAsync();
        await server.Desk.OfferAsync([.. Enumerable.Range(0, 3).Select(i => Some.Alert(i, at: Some.Noon.AddMinutes(i)))]);
        using var client = await server.ClientAsync();

        var first = (await client.GetFromJsonAsync<JsonNode>("/api/v1/alerts?rows=2", Cancel))!;
        var second = (await client.GetFromJsonAsync<JsonNode>($"/api/v1/alerts?rows=2&after={first["next"]}", Cancel))!;

        Assert.Equal(2, first["alerts"]!.AsArray().Count);
        Assert.Single(second["alerts"]!.AsArray());
        Assert.Null(second["next"]);
        Assert.Equal(("high", "new"), ((string?)first["alerts"]![0]!["severity"], (string?)first["alerts"]![0]!["status"]));
    }

    [Fact]
    public async Task A_filter_is_read_from_the_address()
    {
        await using var server = await TestServer.StartAsync();
        await server.Desk.OfferAsync(Some.Alert(1, AlertSeverity.Low), Some.Alert(2, AlertSeverity.Critical, title: "Telnet login"));
        using var client = await server.ClientAsync();

        var found = await client.GetFromJsonAsync<JsonNode>(
            "/api/v1/alerts?severity=high,Critical&status=new&text=telnet&from=2026-03-01T00:00:00Z", Cancel);

        Assert.Equal("Telnet login", (string?)Assert.Single(found!["alerts"]!.AsArray())!["title"]);
    }

    [Theory]
    [InlineData("severity=grave", "'grave' is no severity")]
    [InlineData("status=done", "'done' is no status")]
    public async Task A_word_that_is_none_is_refused_with_the_words_there_are(string query, string words)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        using var response = await client.GetAsync($"/api/v1/alerts?{query}", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(words, (string?)(await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_alert_comes_with_its_events_and_its_incident()
    {
        await using var server = await TestServer.StartAsync();
        var alert = Some.Alert(1);
        await server.Desk.OfferAsync(alert);
        using var client = await server.ClientAsync();

        using var escalated = await client.PostAsJsonAsync($"/api/v1/alerts/{alert.Id}/escalate", new { }, Cancel);
        var found = (await client.GetFromJsonAsync<JsonNode>($"/api/v1/alerts/{alert.Id}", Cancel))!;

        Assert.Equal(HttpStatusCode.OK, escalated.StatusCode);
        Assert.Equal("head-end", (string?)found["events"]![0]!["event"]!["host.name"]);
        Assert.Equal("event.action", (string?)found["matched"]![0]!["name"]);
        Assert.Equal("INC-2026-0001", (string?)found["incident"]!["number"]);
        Assert.Equal(("acknowledged", "token:asha"), ((string?)found["status"], ((string?)found["assignee"])?.Split('#')[0]));
    }

    [Fact]
    public async Task An_alert_is_acknowledged_closed_and_opened_again()
    {
        await using var server = await TestServer.StartAsync();
        var alert = Some.Alert(1);
        await server.Desk.OfferAsync(alert);
        using var client = await server.ClientAsync();

        var statuses = new List<string?>();
        foreach (var (deed, body) in new (string, object)[]
        {
            ("acknowledge", new { }), ("close", new { reason = "false_positive", note = "ours" }), ("reopen", new { }),
        })
        {
            using var response = await client.PostAsJsonAsync($"/api/v1/alerts/{alert.Id}/{deed}", body, Cancel);
            Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
            statuses.Add((string?)(await client.GetFromJsonAsync<JsonNode>($"/api/v1/alerts/{alert.Id}", Cancel))!["status"]);
        }

        Assert.Equal(["acknowledged", "closed", "acknowledged"], statuses);
    }

    [Fact]
    public async Task Closing_without_a_known_reason_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        var alert = Some.Alert(1);
        await server.Desk.OfferAsync(alert);
        using var client = await server.ClientAsync();

        using var response = await client.PostAsJsonAsync($"/api/v1/alerts/{alert.Id}/close", new { reason = "7" }, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("false_positive", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_alerts_are_not_found()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var unknown = $"/api/v1/alerts/{Some.Alert(9).Id}";

        using var read = await client.GetAsync(unknown, Cancel);
        using var escalated = await client.PostAsJsonAsync($"{unknown}/escalate", new { }, Cancel);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (read.StatusCode, escalated.StatusCode));
    }

    [Fact]
    public async Task Strangers_and_those_who_only_read_change_nothing()
    {
        await using var server = await TestServer.StartAsync();
        var alert = Some.Alert(1);
        await server.Desk.OfferAsync(alert);
        using var stranger = server.Stranger();
        using var auditor = await server.ClientAsync(Roles.Auditor);
        using var door = await server.ClientAsync(Roles.Ingest);

        using var unknown = await stranger.GetAsync("/api/v1/alerts", Cancel);
        using var wrote = await auditor.PostAsJsonAsync($"/api/v1/alerts/{alert.Id}/acknowledge", new { }, Cancel);
        using var looked = await door.GetAsync("/api/v1/alerts", Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, wrote.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, looked.StatusCode);
    }
}
