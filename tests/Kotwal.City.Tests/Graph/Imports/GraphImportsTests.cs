using CsCheck;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Imports;
using Kotwal.City.People;
using Kotwal.Inventory;

namespace Kotwal.City.Tests.Graph.Imports;

public sealed class GraphImportsTests : IAsyncLifetime
{
    private TestCity city = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private GraphSnapshot Now => city.Get<CityGraph>().Current;

    private GraphDecisions Decisions => city.Get<GraphDecisions>();

    public async ValueTask InitializeAsync() => city = await TestCity.CreateAsync();

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Fact]
    public async Task What_an_inventory_says_becomes_nodes_and_the_same_again_records_nothing()
    {
        InventoryItem[] items =
        [
            SomeItem.Asset("id:ref=netbox/1", "id:ip=10.0.0.1", "name=pump", "rel:located-in:ward=w1", "rel:runs:service=water"),
            SomeItem.Of("ward", "id:ref=kotwal/ward/w1", "name=Fort"),
        ];

        var first = await ImportAsync("import:netbox", items);
        city.Clock.Advance(TimeSpan.FromDays(1));
        var second = await ImportAsync("import:netbox", items);

        Assert.Equal((3, 0, 0), (first.NewCount, first.ChangedCount, first.RefusedCount));
        Assert.Equal((0, 0, 3, 0), (second.NewCount, second.ChangedCount, second.UnchangedCount, second.ProposedCount));
        Assert.Equal(1, Now.Recording);
        var pump = Assert.Single(Now.Nodes(Reach.WholeCity, "asset"));
        Assert.Equal(("pump", "Fort", "water"), (pump.Name, pump.Ward?.Name, pump.Service?.ShortId));
    }

    [Fact]
    public async Task A_mark_that_all_items_bear_tells_nothing_and_costs_little()
    {
        var items = Enumerable.Range(0, 20_000).Select(number => SomeItem.Asset($"id:ref=netbox/{number}", "id:ip=192.168.1.108")).ToArray();

        var first = await ImportAsync("import:netbox", items);
        var second = await ImportAsync("import:netbox", items);

        Assert.Equal((20_000, 0), (first.NewCount, first.RefusedCount));
        Assert.Equal((0, 0, 20_000), (second.NewCount, second.ChangedCount, second.UnchangedCount));
    }

    [Fact]
    public async Task A_component_is_found_again_however_many_assets_bear_its_mark()
    {
        const string Product = "id:cpe=cpe:2.3:a:f5:nginx:1.18:*:*:*:*:*:*:*";
        var assets = Enumerable.Range(0, 20).Select(number => SomeItem.Asset($"id:ref=netbox/{number}", Product));

        await ImportAsync("import:netbox", [.. assets, SomeItem.Of("component", Product, "id:serial=a"), SomeItem.Of("component", Product, "id:mqtt=b")]);

        Assert.Single(Now.Nodes(Reach.WholeCity, "component"));
    }

    [Fact]
    public async Task All_of_a_nodes_many_relations_are_in_the_graph_and_the_same_again_records_nothing()
    {
        var needs = Enumerable.Range(0, 1_500).Select(number => $"rel:depends-on:service=s{number}");
        InventoryItem[] items = [SomeItem.Asset(["id:ref=netbox/1", .. needs])];

        await ImportAsync("import:netbox", items);
        var second = await ImportAsync("import:netbox", items);

        Assert.True(second.IsEmpty);
        Assert.Equal(1_500, Assert.Single(Now.Nodes(Reach.WholeCity, "asset")).Out(Reach.WholeCity).Count);
    }

    [Fact]
    public async Task A_list_in_a_sources_own_field_is_one_value()
    {
        var plan = await ImportAsync("import:netbox", SomeItem.Asset("id:ref=netbox/1", "netbox.tag=scada", "netbox.tag=water"));

        Assert.Equal(0, plan.RefusedCount);
        Assert.Equal("scada, water", Assert.Single(Now.Nodes(Reach.WholeCity)).Attribute("netbox.tag"));
    }

    [Fact]
    public async Task Names_of_attributes_without_end_are_refused_and_the_city_goes_on()
    {
        var items = Enumerable.Range(0, 10).Select(number => SomeItem.Asset(
            [$"id:ref=netbox/{number}", .. Enumerable.Range(0, 1_000).Select(name => $"netbox.n{number}x{name}=v")])).ToArray();

        var plan = await ImportAsync("import:netbox", items);
        await ImportAsync("import:netbox", SomeItem.Asset("id:ref=netbox/11", "id:serial=s1", "model=m"));

        Assert.InRange(plan.RefusedCount, 900, 1_100);
        Assert.False(Now.TakesName("netbox.more"));
        Assert.True(Now.TakesName("netbox.n1x1"));
        Assert.Equal(11, Now.Nodes(Reach.WholeCity).Count());
    }

    [Fact]
    public async Task Who_is_believed_says_who_answers_for_a_node()
    {
        await ImportAsync("import:netbox", SomeItem.Asset("id:ref=netbox/1", "rel:owned-by:organisation=water"), SomeItem.Of("organisation", "id:ref=kotwal/organisation/traffic"));
        var (node, traffic) = (Now.Nodes(Reach.WholeCity, "asset").Single(), Now.Find("organisation", "traffic", Reach.WholeCity)!);
        Assert.Equal("water", node.Owner?.ShortId);
        city.Clock.Advance(TimeSpan.FromHours(1));

        await city.Get<CityGraph>().RecordAsync(
            new("person:asha", "asha"), [new(node.Id, "rel:owned-by", traffic.Id.ToString(), city.Clock.GetUtcNow())], Cancel);

        Assert.Equal("traffic", Now.Find(node.Id, Reach.WholeCity)!.Owner?.ShortId);
    }

    [Fact]
    public async Task A_changed_value_is_shown_with_what_it_was_and_ends_only_what_this_source_said()
    {
        await ImportAsync("import:netbox", SomeItem.Asset("id:ref=netbox/1", "id:ip=10.0.0.1", "vendor=A"));
        await ImportAsync("import:csv", SomeItem.Asset("id:ip=10.0.0.1", "vendor=C", "model=M"));
        city.Clock.Advance(TimeSpan.FromHours(1));

        var plan = await ImportAsync("import:netbox", SomeItem.Asset("id:ref=netbox/1", "id:ip=10.0.0.2", "vendor=B"));

        Assert.Equal(
            [("vendor", "A", "B"), ("id:ip", null, "10.0.0.2"), ("id:ip", "10.0.0.1", null)],
            Assert.Single(plan.Changes).Values.Select(value => (value.Predicate, value.Before, value.After)).OrderByDescending(value => value.Predicate));
        var node = Assert.Single(Now.Nodes(Reach.WholeCity));
        Assert.Equal(["B", "C"], node.Statements("vendor").Select(said => said.Value));
        Assert.Equal(["10.0.0.1", "10.0.0.2"], node.Identifiers.Where(mark => mark.Kind == "ip").Select(mark => mark.Value));
        Assert.Equal("M", node.Attribute("model"));
    }

    [Fact]
    public async Task What_a_complete_document_lacks_is_ended_and_what_others_say_stays()
    {
        await ImportAsync("import:netbox", SomeItem.Asset("id:ref=netbox/1", "vendor=A", "model=M"), SomeItem.Asset("id:ref=netbox/2", "id:mac=02:00:00:00:00:01"));
        await ImportAsync("import:csv", SomeItem.Asset("id:mac=02:00:00:00:00:01", "vendor=C"));
        city.Clock.Advance(TimeSpan.FromHours(1));

        var plan = await ImportAsync("import:netbox", isComplete: true, SomeItem.Asset("id:ref=netbox/1", "vendor=A"));

        Assert.Equal((0, 1, 1), (plan.NewCount, plan.ChangedCount, plan.EndedCount));
        Assert.Null(Now.FindAll(new("ref", "netbox/1"), Reach.WholeCity)[0].Attribute("model"));
        Assert.Equal("C", Assert.Single(Now.FindAll(new("mac", "02:00:00:00:00:01"), Reach.WholeCity)).Attribute("vendor"));
        Assert.Empty(Now.FindAll(new("ref", "netbox/2"), Reach.WholeCity));
        Assert.True((await ImportAsync("import:netbox", isComplete: true, SomeItem.Asset("id:ref=netbox/1", "vendor=A"))).IsEmpty);
    }

    [Fact]
    public async Task Marks_that_point_at_two_nodes_propose_a_merge_once_and_a_person_may_merge_and_part_them_again()
    {
        await ImportAsync("import:csv", SomeItem.Asset("id:serial=s1", "name=one"), SomeItem.Asset("id:mac=02:00:00:00:00:01", "name=two"));
        var before = Told.Write(Now);
        InventoryItem[] both = [SomeItem.Asset("id:serial=s1", "id:mac=02:00:00:00:00:01")];

        var plan = await ImportAsync("import:nmap", both);
        var again = await ImportAsync("import:nmap", both);
        var proposal = Assert.Single(Now.Proposals(Reach.WholeCity));
        var proposed = Told.Write(Now);
        Assert.True(await Decisions.MergeAsync(proposal.Node.Id, proposal.Other.Id, "asha", Reach.WholeCity, Cancel));
        var merged = Assert.Single(Now.Nodes(Reach.WholeCity));

        Assert.Equal((1, 0), (plan.ProposedCount, again.Facts.Count()));
        Assert.NotEqual(before, proposed);
        Assert.Equal(2, merged.Ids.Count);
        Assert.Empty(Now.Proposals(Reach.WholeCity));
        Assert.True(await Decisions.UndoMergeAsync(proposal.Node.Id, "ravi", Reach.WholeCity, Cancel));
        Assert.Equal(proposed, Told.Write(Now));
    }

    [Fact]
    public async Task A_refused_merge_is_not_proposed_again()
    {
        await ImportAsync("import:csv", SomeItem.Asset("id:serial=s1"), SomeItem.Asset("id:mac=02:00:00:00:00:01"));
        InventoryItem[] both = [SomeItem.Asset("id:serial=s1", "id:mac=02:00:00:00:00:01")];
        await ImportAsync("import:nmap", both);
        var proposal = Assert.Single(Now.Proposals(Reach.WholeCity));

        await Decisions.RejectMergeAsync(proposal.Node.Id, proposal.Other.Id, "asha", Reach.WholeCity, Cancel);

        Assert.Empty(Now.Proposals(Reach.WholeCity));
        Assert.Equal(0, (await ImportAsync("import:netbox", both)).ProposedCount);
    }

    [Fact]
    public async Task An_address_does_not_outweigh_another_MAC_address()
    {
        await ImportAsync("import:csv", SomeItem.Asset("id:mac=02:00:00:00:00:01", "id:ip=10.0.0.1"));

        var plan = await ImportAsync("import:nmap", SomeItem.Asset("id:mac=02:00:00:00:00:02", "id:ip=10.0.0.1"));

        Assert.Equal((1, 1), (plan.NewCount, plan.ProposedCount));
        Assert.Equal("Both bear the ip 10.0.0.1.", Assert.Single(plan.Proposals).Reason);
    }

    [Fact]
    public async Task Two_records_of_one_inventory_are_two_nodes_whatever_address_they_share()
    {
        var plan = await ImportAsync("import:netbox", SomeItem.Asset("id:ref=netbox/1", "id:ip=10.0.0.1"), SomeItem.Asset("id:ref=netbox/2", "id:ip=10.0.0.1"));

        Assert.Equal((2, 0), (plan.NewCount, plan.ProposedCount));
    }

    [Theory]
    [InlineData("gadget", "id:ref=a", "no kind of node")]
    [InlineData("asset", "name=a", "no identifier")]
    [InlineData("asset", "id:ip=010.0.0.1", "no address")]
    [InlineData("asset", "id:mac=02-00-00-00-00-01", "no MAC address")]
    [InlineData("zone", "id:ref=a network=10.0.0.0/99", "no network")]
    [InlineData("asset", "id:ref=a criticality=huge", "no criticality")]
    [InlineData("asset", "id:ref=a colour=red", "no attribute")]
    [InlineData("asset", "id:planet=mars", "no kind of identifier")]
    [InlineData("asset", "id:ref=a rel:likes:asset=b", "no relation")]
    public async Task What_is_not_what_it_should_be_is_refused_with_the_reason_and_the_rest_is_taken(string kind, string words, string reason)
    {
        var plan = await ImportAsync("import:csv", SomeItem.Of(kind, words.Split(' ')), SomeItem.Asset("id:ref=sound"));

        Assert.Contains(reason, Assert.Single(plan.Refusals).Reason, StringComparison.Ordinal);
        Assert.Equal(1, plan.NewCount);
    }

    [Fact]
    public async Task A_relation_to_what_nothing_known_bears_is_refused_with_the_reason()
    {
        var plan = await ImportAsync("import:csv", SomeItem.Asset("id:ref=a") with { Relations = [new("runs", "service", new("serial", "s9"))] });

        Assert.Contains("runs points at serial 's9'", Assert.Single(plan.Refusals).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_change_a_part_of_the_city_changes_nothing_else()
    {
        await ImportAsync("import:csv", SomeItem.Asset("id:ref=a", "rel:runs:service=water"), SomeItem.Asset("id:ref=b"));
        var water = new ImportRequest("import:csv", Some.Noon, Reach.Of([new(ScopeKind.Service, "water")]));

        var plan = city.Get<GraphImports>().Plan([SomeItem.Asset("id:ref=a", "vendor=V"), SomeItem.Asset("id:ref=b", "vendor=V"), SomeItem.Asset("id:ref=c")], water);

        Assert.Equal((1, 2, 0), (plan.ChangedCount, plan.RefusedCount, plan.NewCount));
    }

    [Fact]
    public void An_import_twice_is_an_import_once() =>
        Gen.Select(AnyItem.Array[1, 6].Array[1, 3], Gen.Bool).Sample((documents, isComplete) =>
        {
            var memory = new MemoryImports();
            foreach (var (number, words) in documents.Index())
            {
                var source = number % 2 == 0 ? "import:csv" : "import:netbox";
                InventoryItem[] document = [.. words.Select(item => SomeItem.Asset(item.Split(' ')))];
                memory.Import(source, document, isComplete);

                var again = string.Join('\n', memory.Plan(source, document, isComplete).Facts);
                Assert.True(again.Length == 0, again);
            }
        });

    private static readonly string[] Words =
    [
        "id:ref=netbox/1", "id:ref=netbox/2", "id:ref=kotwal/asset/a", "id:serial=s1", "id:serial=s2", "id:mac=02:00:00:00:00:01", "id:mac=02:00:00:00:00:02",
        "id:hostname=h1", "id:hostname=h2", "id:ip=10.0.0.1", "id:ip=10.0.0.2", "id:ip=10.0.0.3", "name=a", "name=b", "vendor=v", "rel:runs:service=water",
        "rel:located-in:ward=w1", "rel:located-in:ward=w2", "rel:depends-on:asset=a",
    ];

    private static readonly Gen<string> AnyItem =
        Gen.Int[0, Words.Length - 1].Array[1, 6].Select(places => string.Join(' ', places.Distinct().Select(place => Words[place])));

    private Task<ImportPlan> ImportAsync(string source, params InventoryItem[] items) => ImportAsync(source, isComplete: false, items);

    private Task<ImportPlan> ImportAsync(string source, bool isComplete, params InventoryItem[] items) => city.Get<GraphImports>().ImportAsync(
        items, new(source, city.Clock.GetUtcNow(), Reach.WholeCity, isComplete), "test", "", Cancel);
}
