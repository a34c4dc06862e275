using System.Net;
using System.Text.Json.Nodes;
using Kotwal.City.Audit;
using Kotwal.Lake;

namespace Kotwal.Watch.Tests.Api;

public sealed class QueryEndpointTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hunt_is_answered_with_columns_and_rows_of_every_type()
    {
        await using var server = await TestServer.StartAsync();
        server.Desk.Store.Answer = _ => new(
            [
                new("@timestamp", QueryType.Time), new("host.name", QueryType.Text), new("n", QueryType.Whole),
                new("share", QueryType.Fraction), new("ok", QueryType.Truth), new("tags", QueryType.List), new("none", QueryType.Text),
            ],
            [[Some.Noon.AddTicks(1_234_567), "head-end", 3L, double.NaN, true, new object?[] { "a", null, 2L }, null]],
            IsCut: true,
            TimeSpan.FromMilliseconds(12));
        using var client = await server.ClientAsync();

        using var response = await client.PostAsJsonAsync("/api/v1/query", new { query = "error", maxRows = 1 }, Cancel);
        var answer = (await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;

        Assert.Equal(
            """["2026-03-01T12:00:00.1234567Z","head-end",3,"NaN",true,["a",null,2],null]""", answer["rows"]![0]!.ToJsonString());
        Assert.Equal("""{"name":"@timestamp","type":"time"}""", answer["columns"]![0]!.ToJsonString());
        Assert.Equal((true, 12.0), ((bool?)answer["isCut"], (double?)answer["tookMilliseconds"]));
        Assert.Equal(("error", 1), (server.Desk.Store.Asked.Single().Text, server.Desk.Store.Asked.Single().Limits.MaxRows));
    }

    [Theory]
    [InlineData(null, 100_000)]
    [InlineData(7, 7)]
    [InlineData(int.MaxValue, 100_000)]
    public async Task The_rows_of_one_hunt_are_bounded(int? asked, int given)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        using var response = await client.PostAsJsonAsync("/api/v1/query", new { query = "error", maxRows = asked }, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(given, server.Desk.Store.Asked.Single().Limits.MaxRows);
    }

    [Fact]
    public async Task A_hunt_that_could_not_be_answered_says_why()
    {
        await using var server = await TestServer.StartAsync();
        server.Desk.Store.Answer = _ => throw new QueryFailedException("It took longer than 60 seconds.");
        using var client = await server.ClientAsync();

        using var response = await client.PostAsJsonAsync("/api/v1/query", new { query = "error" }, Cancel);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("It took longer than 60 seconds.", (string?)(await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["detail"]);
        var noted = (await server.Desk.Get<IAuditTrail>().ReadAsync(null, 1, Cancel))[0];
        Assert.Equal(("event.query", "error", AuditResult.Failed), (noted.Action, noted.Subject, noted.Result));
    }

    [Fact]
    public async Task A_lake_that_cannot_be_read_is_noted_too()
    {
        await using var server = await TestServer.StartAsync();
        server.Desk.Store.Answer = _ => throw new IOException("no disk");
        using var client = await server.ClientAsync();

        using var response = await client.PostAsJsonAsync("/api/v1/query", new { query = "error" }, Cancel);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var noted = (await server.Desk.Get<IAuditTrail>().ReadAsync(null, 1, Cancel))[0];
        Assert.Equal(("event.query", AuditResult.Failed), (noted.Action, noted.Result));
        Assert.StartsWith("IOException, sha256 ", noted.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"query":"a","maxRows":0}""")]
    [InlineData("""{"query":""")]
    public async Task A_body_that_holds_no_query_is_refused(string body)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await client.PostAsync("/api/v1/query", content, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(server.Desk.Store.Asked);
    }

    [Fact]
    public async Task One_event_comes_flat_and_without_what_it_has_not()
    {
        await using var server = await TestServer.StartAsync();
        var id = Guid.CreateVersion7(Some.Noon);
        server.Desk.Store.Answer = _ => new(
            [new("event.id", QueryType.Text), new("user.name", QueryType.Text), new("source.port", QueryType.Whole)],
            [[id.ToString(), null, 22L]],
            IsCut: false,
            TimeSpan.Zero);
        using var client = await server.ClientAsync();

        var found = (await client.GetFromJsonAsync<JsonNode>($"/api/v1/events/{id}", Cancel))!;

        Assert.Equal($$"""{"event.id":"{{id}}","source.port":22}""", found.ToJsonString());
        Assert.Equal(
            $"where event.id == '{id}' and event.ingested >= datetime(2026-03-01T12:00:00.000000Z) "
            + "and event.ingested < datetime(2026-03-01T12:00:01.000000Z)",
            server.Desk.Store.Asked.Single().Text);
    }

    [Fact]
    public async Task An_event_that_the_lake_has_not_is_not_found()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        using var response = await client.GetAsync($"/api/v1/events/{Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff")}", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
