using System.Text.Json;
using Kotwal.City.People;

namespace Kotwal.Devices.Tests.Api;

public sealed class NodeEndpointTests
{
    [Fact]
    public async Task A_list_is_searched_filtered_and_continued()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync(Roles.Analyst);

        var first = await client.AskAsync("/api/v1/nodes?rows=7");
        var rest = await client.AskAsync($"/api/v1/nodes?rows=7&after={first.Word("next")}");
        Assert.Equal(SmallCity.Nodes, first.Number("total"));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
        Assert.Equal(SmallCity.Nodes, first.GetProperty("nodes").Names("id").Concat(rest.GetProperty("nodes").Names("id")).Distinct().Count());

        Assert.Equal(["pump-1"], (await client.AskAsync("/api/v1/nodes?text=10.1.0.1")).GetProperty("nodes").Names("name"));
        Assert.Equal(["pump-1"], (await client.AskAsync("/api/v1/nodes?zone=scada&kind=asset&type=plc")).GetProperty("nodes").Names("name"));
        Assert.Equal(["pump-1", "Water supply"], (await client.AskAsync("/api/v1/nodes?service=water")).GetProperty("nodes").Names("name").Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(["gw-1"], (await client.AskAsync("/api/v1/nodes?criticality=critical&type=gateway")).GetProperty("nodes").Names("name"));
        Assert.Empty((await client.AskAsync("/api/v1/nodes?kind=castle")).GetProperty("nodes").EnumerateArray());
        Assert.Equal(400, (await client.SendAsync(HttpMethod.Get, "/api/v1/nodes?after=x", null)).Status);
    }

    [Fact]
    public async Task Searched_pages_follow_each_other_too()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync(Roles.Analyst);

        var names = new List<string>();
        for (var next = ""; next is not null;)
        {
            var page = await client.AskAsync($"/api/v1/nodes?text=e&rows=2{(next.Length > 0 ? "&after=" + next : "")}");
            names.AddRange(page.GetProperty("nodes").Names("name"));
            next = page.Word("next");
        }

        var whole = await client.AskAsync("/api/v1/nodes?text=e&rows=200");
        Assert.Equal(whole.GetProperty("nodes").Names("name"), names);
        Assert.True(names.Count > 3);
    }

    [Fact]
    public async Task A_node_says_what_it_is_where_for_whom_and_why_it_is_critical()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync(Roles.Analyst);

        var pump = await client.AskAsync($"/api/v1/nodes/{server.IdOf("pump-1")}");
        Assert.Equal("Water control", pump.Word("zone", "name"));
        Assert.Equal("w1", pump.Word("ward", "id"));
        Assert.Equal("Water Board", pump.Word("owner", "name"));
        Assert.Equal(4, pump.GetProperty("relations").GetArrayLength());
        Assert.Contains("import:plan", pump.GetProperty("attributes").Names("source"));

        var gateway = await client.AskAsync($"/api/v1/nodes/{server.IdOf("gw-1")}");
        Assert.Equal(JsonValueKind.Null, gateway.GetProperty("criticality").GetProperty("own").ValueKind);
        Assert.Equal("critical", gateway.Word("criticality", "computed"));
        Assert.Equal(["gw-1", "pump-1", "Water supply"], gateway.GetProperty("criticality").GetProperty("because").Names("name"));
    }

    [Fact]
    public async Task Impact_goes_both_ways_and_no_deeper_than_asked()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync(Roles.Analyst);
        var (gateway, water) = (server.IdOf("gw-1"), server.IdOf("Water supply"));

        Assert.Equal(["pump-1", "Water supply"], (await client.AskAsync($"/api/v1/nodes/{gateway}/impact")).GetProperty("steps").Names("node", "name"));
        var near = await client.AskAsync($"/api/v1/nodes/{gateway}/impact?direction=fails&depth=1");
        Assert.Equal(["pump-1"], near.GetProperty("steps").Names("node", "name"));
        Assert.True(near.GetProperty("isCut").GetBoolean());
        var needs = await client.AskAsync($"/api/v1/nodes/{water}/impact?direction=needs");
        Assert.Equal(["Power", "feeder-1", "gw-1", "pump-1"], needs.GetProperty("steps").Names("node", "name").Order(StringComparer.Ordinal));
        Assert.Equal(400, (await client.SendAsync(HttpMethod.Get, $"/api/v1/nodes/{gateway}/impact?direction=up", null)).Status);
    }

    [Fact]
    public async Task What_is_out_of_reach_is_unknown_and_its_edges_are_only_counted()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync(Roles.Engineer, SmallCity.Water);
        var (water, feeder) = (server.IdOf("Water supply"), server.IdOf("feeder-1"));

        Assert.Equal(["pump-1", "Water supply"], (await client.AskAsync("/api/v1/nodes")).GetProperty("nodes").Names("name").Order(StringComparer.OrdinalIgnoreCase));
        foreach (var address in new[] { "", "/impact", "/facts" })
        {
            Assert.Equal(404, (await client.SendAsync(HttpMethod.Get, $"/api/v1/nodes/{feeder}{address}", null)).Status);
        }

        Assert.Equal(404, (await client.PatchAsync($"/api/v1/nodes/{feeder}", new { attributes = new { note = "x" } })).Status);
        var seen = await client.AskAsync($"/api/v1/nodes/{water}");
        Assert.Equal(["pump-1"], seen.GetProperty("relations").Names("node", "name"));
        Assert.Equal(2, seen.Number("hiddenRelations"));
        var needs = await client.AskAsync($"/api/v1/nodes/{water}/impact?direction=needs");
        Assert.Equal(["pump-1"], needs.GetProperty("steps").Names("node", "name"));
        Assert.Equal(3, needs.Number("hidden"));
        var facts = await client.AskAsync($"/api/v1/nodes/{water}/facts");
        Assert.Equal(2, facts.Number("hidden"));
        Assert.DoesNotContain(facts.GetProperty("facts").Names("predicate"), predicate => predicate.StartsWith("rel:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task From_an_address_one_comes_to_node_zone_service_ward_and_owner()
    {
        await using var server = await TestServer.StartAsync();
        using var whole = await server.ClientAsync(Roles.Analyst);
        using var scoped = await server.ClientAsync(Roles.Analyst, SmallCity.Water);

        var found = await whole.AskAsync($"/api/v1/lookup?address={SmallCity.PumpAddress}");
        Assert.Equal(
            ["pump-1", "Water control", "Water supply", "Fort", "Water Board", "critical"],
            [found.Word("node", "name"), found.Word("zone", "name"), found.Word("service", "name"), found.Word("ward", "name"), found.Word("owner", "name"), found.Word("criticality")]);
        Assert.Equal("Field", (await whole.AskAsync("/api/v1/lookup?address=10.2.0.99")).Word("zone", "name"));
        Assert.Equal("pump-1", (await scoped.AskAsync("/api/v1/lookup?address=pump-1")).Word("node", "name"));
        var hidden = await scoped.AskAsync($"/api/v1/lookup?address={SmallCity.FeederAddress}");
        var unknown = await scoped.AskAsync("/api/v1/lookup?address=192.0.2.1");
        foreach (var part in new[] { "node", "zone", "service", "ward", "owner", "criticality" })
        {
            Assert.Equal(JsonValueKind.Null, hidden.GetProperty(part).ValueKind);
            Assert.Equal(JsonValueKind.Null, unknown.GetProperty(part).ValueKind);
        }
    }

    [Fact]
    public async Task What_a_person_says_is_believed_shown_beside_the_rest_and_can_be_taken_back()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var address = $"/api/v1/nodes/{server.IdOf("pump-1")}";
        var before = server.Clock.GetUtcNow();
        server.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(204, (await client.PatchAsync(address, new { attributes = new { vendor = "Bolt" } })).Status);
        var changed = await client.AskAsync(address);
        Assert.Equal(["vendor"], changed.GetProperty("conflicts").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("Bolt", Said(changed, "vendor"));
        Assert.Equal("Acme", Said(await client.AskAsync($"{address}?asKnownOn={before.UtcDateTime:yyyy-MM-dd}"), "vendor"));
        Assert.StartsWith("person:token:asha#", (await client.AskAsync(address + "/facts")).GetProperty("facts")[0].Word("source"), StringComparison.Ordinal);

        Assert.Equal(204, (await client.SendAsync(HttpMethod.Patch, address, new StringContent("""{"attributes":{"vendor":null}}""", null, "application/json"))).Status);
        Assert.Equal("Acme", Said(await client.AskAsync(address), "vendor"));
        Assert.Equal(2, (await server.DeedsAsync()).Count(deed => deed == "node.change"));
    }

    [Theory]
    [InlineData("""{"attributes":{"criticality":"enormous"}}""")]
    [InlineData("""{"attributes":{"state":"ignored"}}""")]
    [InlineData("""{"attributes":{"exposure":"everywhere"}}""")]
    [InlineData("""{"attributes":{"heard.count":"1"}}""")]
    [InlineData("""{"attributes":{"kind":null}}""", "made")]
    [InlineData("""{"attributes":{"state":null}}""", "made")]
    [InlineData("""{"attributes":{"id:ip":null}}""", "made")]
    [InlineData("""{"attributes":{"rel:runs":""}}""", "made")]
    [InlineData("""{"attributes":{"not-same-as":null}}""", "made")]
    [InlineData("""{"attributes":{"guests":"some"}}""")]
    [InlineData("""{"attributes":{"network":"10.1.0.0/24 here"}}""")]
    [InlineData("""{"attributes":{"location":"200,10"}}""")]
    [InlineData("""{"attributes":{"name":"a\u0007b"}}""")]
    [InlineData("""{"attributes":{"kind":"castle"}}""")]
    [InlineData("""{"attributes":{"note":"x"},"effectiveAt":"1901-01-01T00:00:00Z"}""")]
    [InlineData("""{"attributes":{"note":"x"},"effectiveAt":"2099-01-01T00:00:00Z"}""")]
    [InlineData("""{"identifiers":[{"kind":"ip","value":"127.0.0.1"}]}""")]
    [InlineData("""{"identifiers":[{"kind":"ip","value":"10.1.0.1","ends":true}]}""")]
    [InlineData("""{"relations":[{"name":"eats","to":"0190f3a2-dead-7000-8000-00000000dead"}]}""")]
    [InlineData("""{"relations":[{"name":"runs","to":"0190f3a2-dead-7000-8000-00000000dead"}]}""")]
    public async Task What_may_not_be_said_is_refused_with_a_reason(string body, string node = "pump-1")
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var made = await client.PostAsync("/api/v1/nodes", new
        {
            kind = "asset",
            attributes = new { name = "made" },
            identifiers = new[] { new { kind = "ip", value = "10.1.0.78" } },
            relations = new[] { new { name = "runs", to = server.IdOf("Water supply") } },
        });
        Assert.Equal(201, made.Status);

        var answer = await client.SendAsync(HttpMethod.Patch, $"/api/v1/nodes/{server.IdOf(node)}", new StringContent(body, null, "application/json"));

        Assert.Equal(400, answer.Status);
        Assert.NotEqual("", answer.Body.Word("detail"));
        Assert.DoesNotContain("node.change", await server.DeedsAsync());
    }

    [Fact]
    public async Task Each_refusal_names_the_part_that_it_is_about()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        var answer = await client.PatchAsync($"/api/v1/nodes/{server.IdOf("pump-1")}", new
        {
            attributes = new { criticality = "enormous", note = "fine" },
            identifiers = new[] { new { kind = "ip", value = "10.1.0.7" }, new { kind = "ip", value = "nowhere" } },
            relations = new[] { new { name = "runs", to = Guid.Empty } },
        });

        Assert.Equal(["criticality", "identifiers[1]", "relations[0]"], answer.Body.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Of_two_who_read_the_same_version_one_changes_the_node_and_the_other_is_told()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var address = $"/api/v1/nodes/{server.IdOf("pump-1")}";
        var version = (await client.AskAsync(address)).Word("version");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(number =>
            client.PatchAsync(address, new { attributes = new { note = $"word {number}" }, version })));

        Assert.Equal([204, 409, 409, 409], answers.Select(answer => answer.Status).Order());
        Assert.NotEqual(version, (await client.AskAsync(address)).Word("version"));
        Assert.Equal(1, (await server.DeedsAsync()).Count(deed => deed == "node.change"));
    }

    [Fact]
    public async Task A_zone_s_networks_are_all_that_people_say_and_what_an_inventory_says_stays()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var address = $"/api/v1/nodes/{server.IdOf("Field")}";

        await client.PatchAsync(address, new { attributes = new { network = "10.2.0.0/24, 10.3.0.0/24 10.4.0.0/24" } });
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await client.PatchAsync(address, new { attributes = new { network = "10.4.0.0/24", guests = "yes" } });

        var field = await client.AskAsync(address);
        Assert.Equal(
            [("10.2.0.0/24", "import:plan"), ("10.4.0.0/24", "person:token:asha")],
            field.GetProperty("attributes").EnumerateArray().Where(said => said.Word("name") == "network")
                .Select(said => (said.Word("value")!, said.Word("source")!.Split('#')[0])).Order());
        Assert.Equal(0, field.Number("guests"));
    }

    [Fact]
    public async Task Sources_that_differ_on_where_a_node_stands_are_a_conflict()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var address = $"/api/v1/nodes/{server.IdOf("pump-1")}";

        await client.PatchAsync(address, new { relations = new[] { new { name = "located-in", to = server.IdOf("Field") } } });

        var pump = await client.AskAsync(address);
        Assert.Equal(("Field", "located-in"), (pump.Word("zone", "name"), Assert.Single(pump.GetProperty("conflicts").EnumerateArray()).GetString()));
    }

    [Fact]
    public async Task A_kind_that_an_inventory_says_too_is_taken_back_and_the_inventory_believed()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var address = $"/api/v1/nodes/{server.IdOf("pump-1")}";

        Assert.Equal(204, (await client.PatchAsync(address, new { attributes = new { kind = "site" } })).Status);
        Assert.Equal("site", (await client.AskAsync(address)).Word("kind"));
        Assert.Equal(204, (await client.SendAsync(HttpMethod.Patch, address, new StringContent("""{"attributes":{"kind":null}}""", null, "application/json"))).Status);
        Assert.Equal("asset", (await client.AskAsync(address)).Word("kind"));
    }

    [Fact]
    public async Task What_was_said_of_a_part_of_a_merged_node_is_taken_back_there()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var (part, whole, water) = (server.IdOf("feeder-1"), server.IdOf("pump-1"), server.IdOf("Water supply"));
        await client.PatchAsync($"/api/v1/nodes/{part}", new
        {
            attributes = new { vendor = "Bolt" },
            identifiers = new[] { new { kind = "mac", value = "00:1b:44:11:3a:b9" } },
            relations = new[] { new { name = "depends-on", to = water } },
        });
        Assert.Equal(204, (await client.PostAsync("/api/v1/merges/accept", new { node = part, other = whole })).Status);
        var address = $"/api/v1/nodes/{whole}";
        Assert.Equal("Bolt", Said(await client.AskAsync(address), "vendor"));
        var ends = $$"""
            {"attributes":{"vendor":null},"identifiers":[{"kind":"mac","value":"00:1b:44:11:3a:b9","ends":true}],"relations":[{"name":"depends-on","to":"{{water}}","ends":true}]}
            """;

        Assert.Equal(204, (await client.SendAsync(HttpMethod.Patch, address, new StringContent(ends, null, "application/json"))).Status);

        var node = await client.AskAsync(address);
        Assert.Equal("Acme", Said(node, "vendor"));
        Assert.DoesNotContain("00:1b:44:11:3a:b9", node.GetProperty("identifiers").Names("value"));
        Assert.DoesNotContain("person:token:asha", node.GetProperty("relations").Names("source"));
        Assert.Equal(400, (await client.SendAsync(HttpMethod.Patch, address, new StringContent(ends, null, "application/json"))).Status);
    }

    [Fact]
    public async Task What_holds_since_later_is_not_changed_or_ended_from_earlier()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var address = $"/api/v1/nodes/{server.IdOf("pump-1")}";
        await client.PatchAsync(address, new { attributes = new { vendor = "Bolt" }, identifiers = new[] { new { kind = "mac", value = "00:1b:44:11:3a:b9" } } });
        var earlier = server.Clock.GetUtcNow().AddDays(-1);

        var vendor = await client.PatchAsync(address, new { attributes = new { vendor = "Cobalt" }, effectiveAt = earlier });
        var mark = await client.PatchAsync(address, new { identifiers = new[] { new { kind = "mac", value = "00:1b:44:11:3a:b9", ends = true } }, effectiveAt = earlier });

        Assert.Equal((400, 400), (vendor.Status, mark.Status));
    }

    [Fact]
    public async Task Who_reaches_a_part_may_describe_a_node_but_not_move_who_sees_what()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync(Roles.Engineer, SmallCity.Water);
        var address = $"/api/v1/nodes/{server.IdOf("pump-1")}";

        Assert.Equal(204, (await client.PatchAsync(address, new { attributes = new { note = "Under the stairs." } })).Status);
        Assert.Equal(400, (await client.PatchAsync(address, new { identifiers = new[] { new { kind = "ip", value = SmallCity.FeederAddress } } })).Status);
        Assert.Equal(400, (await client.PatchAsync(address, new { relations = new[] { new { name = "runs", to = server.IdOf("Water supply") } } })).Status);
        Assert.Equal(403, (await client.PostAsync("/api/v1/nodes", new { kind = "asset" })).Status);
        Assert.Equal(403, (await client.PostAsync($"/api/v1/nodes/{server.IdOf("pump-1")}/ignore", new { })).Status);
        Assert.Equal(204, (await client.PostAsync($"/api/v1/nodes/{server.IdOf("pump-1")}/confirm", new { })).Status);
    }

    [Fact]
    public async Task A_node_is_made_with_a_mark_that_nothing_bears()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        var made = await client.PostAsync("/api/v1/nodes", new
        {
            kind = "asset",
            attributes = new { name = "cam-1", type = "camera" },
            identifiers = new[] { new { kind = "ip", value = "10.1.0.77" } },
            relations = new[] { new { name = "runs", to = server.IdOf("Water supply") } },
        });
        Assert.Equal(201, made.Status);
        Assert.Equal("Water supply", (await client.AskAsync("/api/v1/lookup?address=10.1.0.77")).Word("service", "name"));

        Assert.Equal(400, (await client.PostAsync("/api/v1/nodes", new { kind = "asset", identifiers = new[] { new { kind = "ip", value = "10.1.0.77" } } })).Status);
        Assert.Equal(400, (await client.PostAsync("/api/v1/nodes", new { kind = "asset", attributes = new { name = "no mark" } })).Status);
    }

    private static string? Said(JsonElement node, string name) => node.GetProperty("attributes").EnumerateArray()
        .Single(said => said.Word("name") == name && said.GetProperty("isBelieved").GetBoolean()).Word("value");
}
