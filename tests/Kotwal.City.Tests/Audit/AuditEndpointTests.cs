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
        Assert.Equal(("token:asha", "audit.export", "127.0.0.1"), (last.Actor, last.Action, last.Address));
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

    private static IEnumerable<string> Subjects(JsonNode page) => page["entries"]!.AsArray().Select(entry => (string)entry!["subject"]!);
}
