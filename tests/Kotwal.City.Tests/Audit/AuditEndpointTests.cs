using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Kotwal.City.Audit;
using Kotwal.City.People;

namespace Kotwal.City.Tests.Audit;

public sealed class AuditEndpointTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/audit")]
    [InlineData("/api/v1/audit/export")]
    [InlineData("/api/v1/audit/verify")]
    public async Task Only_auditors_and_administrators_read_the_trail(string path)
    {
        await using var server = await AuditServer.StartAsync();
        var expected = Roles.All.ToDictionary(
            role => role, role => role is Roles.Admin or Roles.Auditor ? HttpStatusCode.OK : HttpStatusCode.Forbidden);

        var answers = new Dictionary<string, HttpStatusCode>();
        foreach (var role in Roles.All)
        {
            using var client = await server.ClientAsync(role);
            answers[role] = (await client.GetAsync(path, Cancel)).StatusCode;
        }

        Assert.Equal(expected, answers);
    }

    [Fact]
    public async Task A_list_is_narrowed_and_turned_page_by_page()
    {
        await using var server = await AuditServer.StartAsync();
        using var client = await server.ClientAsync(Roles.Auditor);
        foreach (var subject in new[] { "one", "two", "three" })
        {
            await server.Get<IAuditTrail>().WriteAsync(Some.Deed(subject), Cancel);
        }

        var first = await client.GetFromJsonAsync<JsonNode>("/api/v1/audit?action=thing.&rows=2", Cancel);
        var second = await client.GetFromJsonAsync<JsonNode>($"/api/v1/audit?action=thing.&rows=2&before={first!["next"]}", Cancel);

        Assert.Equal(["three", "two"], Subjects(first));
        Assert.Equal(["one"], Subjects(second!));
        Assert.Null(second!["next"]);
    }

    [Theory]
    [InlineData("/api/v1/audit?result=maybe", "done, refused, failed")]
    [InlineData("/api/v1/audit?result=1", "done, refused, failed")]
    [InlineData("/api/v1/audit/export?format=xlsx", "jsonl, csv")]
    public async Task A_word_that_is_none_is_refused_with_those_that_are(string path, string words)
    {
        await using var server = await AuditServer.StartAsync();
        using var client = await server.ClientAsync(Roles.Auditor);

        var answer = await client.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_a_file_and_is_in_the_trail_with_who_took_it_and_from_where()
    {
        await using var server = await AuditServer.StartAsync();
        using var client = await server.ClientAsync(Roles.Auditor);

        var answer = await client.GetAsync("/api/v1/audit/export?format=csv", Cancel);

        Assert.Equal("kotwal-audit.csv", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        var last = Assert.Single(await server.Get<IAuditTrail>().ReadAsync(null, 1, Cancel));
        Assert.Equal(("audit.export", "127.0.0.1"), (last.Action, last.Address));
        Assert.Matches("^token:asha#[0-9a-f]{8}$", last.Actor);
    }

    [Fact]
    public async Task Verifying_tells_how_far_the_trail_is_sound()
    {
        await using var server = await AuditServer.StartAsync();
        using var client = await server.ClientAsync(Roles.Auditor);

        var verdict = await client.GetFromJsonAsync<JsonNode>("/api/v1/audit/verify", Cancel);

        Assert.True((bool)verdict!["sound"]!);
        Assert.Equal(1, (int)verdict["entries"]!);
        Assert.Equal(1, (int)verdict["noted"]!);
    }

    [Fact]
    public async Task A_trail_without_its_note_is_not_said_to_be_sound()
    {
        await using var server = await AuditServer.StartAsync();
        using var client = await server.ClientAsync(Roles.Auditor);
        File.Delete(server.File("audit.head"));

        var verdict = await client.GetFromJsonAsync<JsonNode>("/api/v1/audit/verify", Cancel);

        Assert.False((bool)verdict!["sound"]!);
        Assert.Equal("not_provable", (string?)verdict["fault"]);
    }

    [Fact]
    public async Task Who_reads_the_list_is_noted_once_for_a_filter_with_the_address()
    {
        await using var server = await AuditServer.StartAsync();
        using var client = await server.ClientAsync(Roles.Auditor);
        foreach (var path in new[] { "/api/v1/audit", "/api/v1/audit?rows=3", "/api/v1/audit?actor=ravi" })
        {
            await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancel);
        }

        var noted = await server.Get<IAuditTrail>().SearchAsync(new() { Action = "audit.read" }, null, 10, Cancel);

        Assert.Equal([("actor=ravi", "127.0.0.1"), ("all", "127.0.0.1")], noted.Select(entry => (entry.Subject, entry.Address)));
    }

    private static IEnumerable<string> Subjects(JsonNode page) => page["entries"]!.AsArray().Select(entry => (string)entry!["subject"]!);
}
