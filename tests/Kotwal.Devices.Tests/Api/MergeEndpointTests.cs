namespace Kotwal.Devices.Tests.Api;

public sealed class MergeEndpointTests
{
    // Another book has a machine with the network card of one that is known and the host name of another.
    private const string Twice = """
        {"kind":"asset","id":{"mac":"00:1b:44:11:3a:b7","hostname":"pump-1"}}
        """;

    [Fact]
    public async Task A_merge_is_accepted_and_undone()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var (gateway, pump) = (server.IdOf("gw-1"), server.IdOf("pump-1"));

        Assert.Equal(204, (await client.PostAsync("/api/v1/merges/accept", new { node = gateway, other = pump })).Status);
        var merged = await client.AskAsync($"/api/v1/nodes/{gateway}");
        Assert.Equal(pump, merged.GetProperty("id").GetGuid());
        Assert.Equal(2, merged.GetProperty("ids").GetArrayLength());
        Assert.Equal(gateway, (await client.AskAsync("/api/v1/merges")).GetProperty("done")[0].GetProperty("part").GetGuid());

        Assert.Equal(204, (await client.PostAsync("/api/v1/merges/undo", new { part = gateway })).Status);
        Assert.Equal("gw-1", (await client.AskAsync($"/api/v1/nodes/{gateway}")).Word("name"));
        Assert.Empty((await client.AskAsync("/api/v1/merges")).GetProperty("done").EnumerateArray());
        Assert.Equal(404, (await client.PostAsync("/api/v1/merges/undo", new { part = gateway })).Status);
        Assert.Equal(["node.merge.undo", "node.merge"], (await server.DeedsAsync()).Where(deed => deed.StartsWith("node.merge", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_an_import_proposes_waits_for_a_person_and_a_refusal_stands()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        var import = await client.UploadAsync("/api/v1/imports?format=kotwal&source=other", Twice);
        Assert.Equal(1, import.Body.Number("counts", "proposed"));
        var proposal = (await client.AskAsync("/api/v1/merges")).GetProperty("proposed")[0];
        Assert.Equal("import:other", proposal.Word("source"));

        var pair = new { node = proposal.GetProperty("node").GetGuid(), other = proposal.GetProperty("other").GetGuid() };
        Assert.Equal(204, (await client.PostAsync("/api/v1/merges/reject", pair)).Status);
        Assert.Empty((await client.AskAsync("/api/v1/merges")).GetProperty("proposed").EnumerateArray());
        Assert.Equal(0, (await client.UploadAsync("/api/v1/imports/preview?format=kotwal&source=other", Twice)).Body.Number("counts", "proposed"));
        Assert.Equal(404, (await client.PostAsync("/api/v1/merges/accept", new { node = Guid.Empty, other = Guid.Empty })).Status);
    }
}
