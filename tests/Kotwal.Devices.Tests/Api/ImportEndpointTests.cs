using System.Text.Json;
using Kotwal.City.People;

namespace Kotwal.Devices.Tests.Api;

public sealed class ImportEndpointTests
{
    private const string Csv = "Name,IP Address,Make,Ward\ncam-1,10.1.0.51,Acme,w1\ncam-2,10.1.0.52,=cmd|'/c calc'!A1,w1\nno mark,,Acme,w1\n";

    [Fact]
    public async Task A_preview_says_what_the_import_does_and_the_same_again_does_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        var preview = await client.UploadAsync("/api/v1/imports/preview?file=cams.csv&source=survey", Csv);
        Assert.Equal(SmallCity.Nodes, (await client.AskAsync("/api/v1/nodes")).Number("total"));
        var import = await client.UploadAsync("/api/v1/imports?file=cams.csv&source=survey", Csv);
        var again = await client.UploadAsync("/api/v1/imports?file=cams.csv&source=survey", Csv);

        Assert.Equal("csv", preview.Body.Word("format"));
        Assert.Equal("import:survey", preview.Body.Word("source"));
        Assert.Equal(JsonSerializer.Serialize(preview.Body.GetProperty("counts")), JsonSerializer.Serialize(import.Body.GetProperty("counts")));
        Assert.Equal((2, 1), (import.Body.Number("counts", "new"), import.Body.Number("counts", "refused")));
        Assert.Equal(4, import.Body.GetProperty("problems")[0].Number("line"));
        Assert.Equal((false, true, false), (preview.Body.GetProperty("recorded").GetBoolean(), import.Body.GetProperty("recorded").GetBoolean(), again.Body.GetProperty("recorded").GetBoolean()));
        Assert.Equal((0, 0, 2), (again.Body.Number("counts", "new"), again.Body.Number("counts", "changed"), again.Body.Number("counts", "unchanged")));
        Assert.Equal(SmallCity.Nodes + 2, (await client.AskAsync("/api/v1/nodes")).Number("total"));
    }

    [Fact]
    public async Task A_mapping_says_what_columns_mean_and_a_complete_document_ends_the_rest()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var mapping = Uri.EscapeDataString("""{"kind":"asset","columns":{"A":"name","B":"id:ip"}}""");

        await client.UploadAsync($"/api/v1/imports?format=csv&source=survey&mapping={mapping}", "A,B,C\nlamp-1,10.2.0.61,x\nlamp-2,10.2.0.62,x\n");
        Assert.Equal("lamp-2", (await client.AskAsync("/api/v1/lookup?address=10.2.0.62")).Word("node", "name"));
        var less = await client.UploadAsync($"/api/v1/imports?format=csv&source=survey&complete=true&mapping={mapping}", "A,B,C\nlamp-1,10.2.0.61,x\n");

        Assert.Equal((1, 1), (less.Body.Number("counts", "ended"), less.Body.Number("counts", "unchanged")));
        Assert.Equal(JsonValueKind.Null, (await client.AskAsync("/api/v1/lookup?address=10.2.0.62")).GetProperty("node").ValueKind);
    }

    [Fact]
    public async Task Lines_are_taken_in_bulk()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        var answer = await client.UploadAsync("/api/v1/nodes/bulk", """{"kind":"asset","id":{"ip":"10.1.0.70"},"attributes":{"name":"meter-1"}}""");

        Assert.Equal((200, 1, "import:api"), (answer.Status, answer.Body.Number("counts", "new"), answer.Body.Word("source")));
        Assert.Equal("meter-1", (await client.AskAsync("/api/v1/lookup?address=10.1.0.70")).Word("node", "name"));
        Assert.Contains("city.import", await server.DeedsAsync());
    }

    [Fact]
    public async Task What_is_too_large_is_refused_and_nothing_of_it_is_kept()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        var answer = await client.UploadAsync("/api/v1/imports?format=csv", "name,ip\n" + new string('x', 70_000));

        Assert.Equal(413, answer.Status);
        Assert.Contains("MaxImportBytes", answer.Body.Word("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format=netbox", "this is no JSON", 400)]
    [InlineData("format=xlsx", "PK\u0003\u0004 and then nothing", 400)]
    [InlineData("format=magic", "a,b\n1,2", 400)]
    [InlineData("source=Not A Word", "a,b\n1,2", 400)]
    [InlineData("mapping={", "a,b\n1,2", 400)]
    public async Task A_document_that_is_none_is_refused_with_a_reason(string question, string document, int status)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        var answer = await client.UploadAsync("/api/v1/imports?" + question.Replace(" ", "%20", StringComparison.Ordinal), document);

        Assert.Equal(status, answer.Status);
        Assert.NotEqual("", answer.Body.Word("detail"));
        Assert.Equal(SmallCity.Nodes, (await client.AskAsync("/api/v1/nodes")).Number("total"));
    }

    [Fact]
    public async Task An_entity_of_XML_opens_no_file_of_ours()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, "tellnobody", TestContext.Current.CancellationToken);

        var answer = await client.UploadAsync("/api/v1/imports?format=nmap", $"""
            <?xml version="1.0"?>
            <!DOCTYPE nmaprun [<!ENTITY x SYSTEM "file://{secret}">]>
            <nmaprun><host><status state="up"/><address addr="10.1.0.90" addrtype="ipv4"/><hostnames><hostname name="&x;"/></hostnames></host></nmaprun>
            """);
        File.Delete(secret);

        Assert.DoesNotContain("tellnobody", JsonSerializer.Serialize(answer.Body), StringComparison.Ordinal);
        Assert.DoesNotContain("tellnobody", JsonSerializer.Serialize(await client.AskAsync("/api/v1/nodes?rows=200")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_reaches_the_whole_city_imports()
    {
        await using var server = await TestServer.StartAsync();
        using var scoped = await server.ClientAsync(Roles.Engineer, SmallCity.Water);
        using var analyst = await server.ClientAsync(Roles.Analyst);

        foreach (var address in new[] { "/api/v1/imports", "/api/v1/imports/preview", "/api/v1/nodes/bulk" })
        {
            Assert.Equal(403, (await scoped.UploadAsync(address, Csv)).Status);
            Assert.Equal(403, (await analyst.UploadAsync(address, Csv)).Status);
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    [InlineData("cyclonedx")]
    [InlineData("geojson")]
    [InlineData("kotwal")]
    public async Task An_export_comes_in_again_and_changes_nothing(string format)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        await client.UploadAsync("/api/v1/imports?file=cams.csv&source=plan", Csv);

        var document = await client.GetByteArrayAsync(new Uri($"/api/v1/nodes/export?format={format}", UriKind.Relative), TestContext.Current.CancellationToken);
        var again = await client.SendAsync(HttpMethod.Post, $"/api/v1/imports/preview?format={format}&source=plan&own=true", new ByteArrayContent(document));

        Assert.Equal((200, SmallCity.Nodes + 2), (again.Status, again.Body.Number("counts", "unchanged")));
        Assert.Equal((0, 0, 0), (again.Body.Number("counts", "new"), again.Body.Number("counts", "changed"), again.Body.Number("counts", "refused")));
        Assert.Contains("node.export", await server.DeedsAsync());
    }

    [Fact]
    public async Task An_export_runs_nothing_in_a_spreadsheet_and_tells_nothing_out_of_reach()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        using var scoped = await server.ClientAsync(Roles.Analyst, SmallCity.Water);
        await client.UploadAsync("/api/v1/imports?file=cams.csv", Csv);
        var export = new Uri("/api/v1/nodes/export?format=csv", UriKind.Relative);

        var whole = await client.GetStringAsync(export, TestContext.Current.CancellationToken);
        Assert.Contains("'=cmd|", whole, StringComparison.Ordinal);
        Assert.DoesNotContain(",=cmd", whole, StringComparison.Ordinal);
        var part = await scoped.GetStringAsync(export, TestContext.Current.CancellationToken);
        Assert.Contains("pump-1", part, StringComparison.Ordinal);
        Assert.DoesNotContain("feeder-1", part, StringComparison.Ordinal);
        Assert.DoesNotContain("power", part, StringComparison.Ordinal);
    }
}
