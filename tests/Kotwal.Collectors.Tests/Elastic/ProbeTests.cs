using System.Net;

namespace Kotwal.Collectors.Tests.Elastic;

/// <summary>What each program asks before it sends and how it sends, as its source has it.</summary>
public sealed class ProbeTests
{
    private const string Filter = "filter_path=errors%2Citems.%2A.error%2Citems.%2A.status";

    public static TheoryData<string, string[], string, string> Senders => new()
    {
        {
            "Filebeat 9",
            [
                "GET /", "GET /_license?human=false", "GET /_ilm/policy/filebeat", "GET /_index_template/filebeat-9.2.0", "HEAD /_index_template/filebeat-9.2.0",
                "GET /_data_stream/filebeat-9.2.0", "GET /_ingest/pipeline/filebeat-9.2.0-nginx-access-pipeline",
            ],
            "/_bulk?" + Filter,
            "{\"create\":{\"_index\":\"filebeat-9.2.0\"}}"
        },
        {
            "Filebeat 7",
            ["GET /", "GET /_license?human=false", "GET /_xpack", "GET /_ilm/policy/filebeat", "HEAD /_template/filebeat-7.17.0", "HEAD /_alias/filebeat-7.17.0"],
            "/_bulk?" + Filter,
            "{\"index\":{\"_index\":\"filebeat-7.17.0\",\"_type\":\"_doc\"}}"
        },
        {
            "Winlogbeat",
            ["GET /", "GET /_license?human=false", "GET /_ilm/policy/winlogbeat", "GET /_index_template/winlogbeat-9.2.0", "GET /_ingest/pipeline/winlogbeat-9.2.0-routing"],
            "/_bulk?" + Filter,
            "{\"create\":{\"_index\":\"winlogbeat-9.2.0\",\"pipeline\":\"winlogbeat-9.2.0-routing\"}}"
        },
        {
            "Logstash",
            ["HEAD /", "GET /", "GET /_license", "HEAD /_index_template/ecs-logstash", "GET /_nodes/http", "HEAD /_data_stream/logs-generic-default"],
            "/_bulk?" + Filter,
            "{\"create\":{\"_index\":\"logs-generic-default\",\"routing\":null}}"
        },
        { "Fluent Bit", [], "/_bulk", "{\"create\":{\"_index\":\"fluent-bit\"}}" },
        { "Vector", ["GET /", "GET /_cluster/health"], "/_bulk?timeout=60s", "{\"create\":{\"_index\":\"vector-2026.11.24\"}}" },
    };

    [Theory]
    [MemberData(nameof(Senders))]
    public async Task Each_sender_is_content_and_its_documents_are_taken(string name, string[] probes, string bulk, string action)
    {
        await using var doors = await RunningDoors.StartAsync();

        foreach (var probe in probes)
        {
            var parts = probe.Split(' ');
            var (status, answer, headers) = await doors.AskAsync(parts[0], parts[1]);
            Assert.True(status == HttpStatusCode.OK, $"{name}: {probe} was answered {status}.");
            Assert.Equal(["Elasticsearch"], headers.GetValues("X-Elastic-Product"));
            Assert.Equal(parts[0] == "HEAD", answer is null);
        }

        var (sent, items, _) = await doors.AskAsync("POST", bulk, action + "\n{\"message\":\"a\"}\n", isPacked: name.Contains("beat", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, sent);
        Assert.False(items!["errors"]!.GetValue<bool>());
        Assert.Equal("{\"message\":\"a\"}", Assert.Single(await doors.ReadAsync(1)).Text);
    }

    [Fact]
    public async Task The_server_says_what_clients_look_for()
    {
        await using var doors = await RunningDoors.StartAsync(("Elastic:Version", "8.19.3"));

        var (_, server, _) = await doors.AskAsync("GET", "");
        var (_, license, _) = await doors.AskAsync("GET", "/_license");
        var (_, features, _) = await doors.AskAsync("GET", "/_xpack");
        var (_, health, _) = await doors.AskAsync("GET", "/_cluster/health");

        Assert.Equal("8.19.3", server!["version"]!["number"]!.GetValue<string>());
        Assert.Equal("default", server["version"]!["build_flavor"]!.GetValue<string>());
        Assert.Equal(("basic", "active"), (license!["license"]!["type"]!.GetValue<string>(), license["license"]!["status"]!.GetValue<string>()));
        Assert.True(features!["features"]!["ilm"]!["enabled"]!.GetValue<bool>());
        Assert.Equal("green", health!["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("PUT", "/_index_template/filebeat")]
    [InlineData("PUT", "/_template/filebeat")]
    [InlineData("PUT", "/_component_template/filebeat")]
    [InlineData("PUT", "/_ilm/policy/filebeat")]
    [InlineData("PUT", "/_ingest/pipeline/filebeat")]
    [InlineData("PUT", "/_data_stream/filebeat")]
    [InlineData("PUT", "/filebeat-000001")]
    [InlineData("POST", "/filebeat-000001/_alias/filebeat")]
    public async Task What_senders_want_to_set_up_is_acknowledged(string method, string path)
    {
        await using var doors = await RunningDoors.StartAsync();

        var (status, answer, _) = await doors.AskAsync(method, path, "{}", "application/json");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(answer!["acknowledged"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("GET", "/_search", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/x/_search", HttpStatusCode.BadRequest)]
    [InlineData("DELETE", "/x", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/_bulk", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/a/b/_bulk", HttpStatusCode.BadRequest)]
    public async Task What_is_not_taken_is_refused_in_the_clients_words(string method, string path, HttpStatusCode expected)
    {
        await using var doors = await RunningDoors.StartAsync();

        var (status, answer, _) = await doors.AskAsync(method, path, method == "POST" ? "{}" : null, "application/json");

        Assert.Equal(expected, status);
        Assert.NotNull(answer!["error"]!["reason"]);
    }
}
