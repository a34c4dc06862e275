using System.Net;
using System.Text.Json.Nodes;
using Kotwal.City.People;

namespace Kotwal.Watch.Tests.Api;

public sealed class RuleAndSourceEndpointTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_are_listed_without_and_shown_with_their_text()
    {
        await using var server = await TestServer.StartAsync();
        server.Desk.Rules.Add(Some.Rule("r1") with { Sentence = "Image ends with \\cmd.exe" });
        server.Desk.Rules.Rejected = [new("rules/broken.yml", "no detection", 3)];
        using var client = await server.ClientAsync();

        var list = (await client.GetFromJsonAsync<JsonNode>("/api/v1/rules", Cancel))!;
        var rule = (await client.GetFromJsonAsync<JsonNode>("/api/v1/rules/r1", Cancel))!;

        Assert.Null(list["rules"]![0]!["source"]);
        Assert.Null(list["rules"]![0]!["sentence"]);
        Assert.Equal("Image ends with \\cmd.exe", (string?)rule["sentence"]);
        Assert.Equal(3, (int?)list["rejected"]![0]!["line"]);
        Assert.Contains("id: r1", (string?)rule["source"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_is_switched_off_and_on_even_when_its_id_is_a_path()
    {
        await using var server = await TestServer.StartAsync();
        server.Desk.Rules.Add(Some.Rule("linux/sshd 1.yml"));
        using var client = await server.ClientAsync();

        var address = $"/api/v1/rules/{Uri.EscapeDataString("linux/sshd 1.yml")}";
        using var off = await client.PostAsync($"{address}/disable", null, Cancel);
        var isEnabled = (bool?)(await client.GetFromJsonAsync<JsonNode>(address, Cancel))!["enabled"];
        using var on = await client.PostAsync($"{address}/enable", null, Cancel);

        Assert.Equal((HttpStatusCode.NoContent, false, HttpStatusCode.NoContent), (off.StatusCode, isEnabled, on.StatusCode));
        Assert.True(Assert.Single(server.Desk.Rules.Rules).IsEnabled);
    }

    [Fact]
    public async Task Unknown_rules_are_not_found_and_a_responder_switches_none()
    {
        await using var server = await TestServer.StartAsync();
        using var analyst = await server.ClientAsync();
        using var responder = await server.ClientAsync(Roles.Responder);

        using var unknown = await analyst.PostAsync("/api/v1/rules/nobody/disable", null, Cancel);
        using var refused = await responder.PostAsync("/api/v1/rules/nobody/disable", null, Cancel);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (unknown.StatusCode, refused.StatusCode));
    }

    [Fact]
    public async Task Sources_and_their_counts_are_told()
    {
        await using var server = await TestServer.StartAsync();
        server.Desk.Sources.Sources = [Some.Source("syslog", Some.Noon)];
        using var client = await server.ClientAsync();

        var sources = (await client.GetFromJsonAsync<JsonNode>("/api/v1/sources", Cancel))!;
        var stats = (await client.GetFromJsonAsync<JsonNode>("/api/v1/stats", Cancel))!;

        Assert.Equal(("syslog", "syslog-udp", 5514), ((string?)sources[0]!["name"], (string?)sources[0]!["kind"], (int?)sources[0]!["port"]));
        Assert.Equal(Some.Noon, (DateTimeOffset?)sources[0]!["lastReceivedAt"]);
        Assert.Equal(
            (10, 8, 1, 1),
            ((int?)stats[0]!["received"], (int?)stats[0]!["stored"], (int?)stats[0]!["rejected"], (int?)stats[0]!["dropped"]));
    }
}
