using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.People;

namespace Kotwal.City.Tests.Graph;

public sealed class GraphSnapshotTests
{
    private static readonly NodeId Plc = Told.Node(1);
    private static readonly NodeId Server = Told.Node(2);
    private static readonly NodeId Site = Told.Node(3);
    private static readonly NodeId Ward = Told.Node(4);
    private static readonly NodeId Scada = Told.Node(5);
    private static readonly NodeId Lobby = Told.Node(6);
    private static readonly NodeId Water = Told.Node(7);
    private static readonly NodeId Portal = Told.Node(8);
    private static readonly NodeId Board = Told.Node(9);
    private static readonly NodeId Camera = Told.Node(10);

    private static readonly GraphSnapshot Graph = new PlainGraph().Record(
        "files",
        [
            .. Plc.Is("asset", "plc-1"), Plc.To("located-in", Site), Plc.To("runs", Water), Plc.Said("id:ip", "10.50.0.11"),
            .. Server.Is("asset", "db-1"), Server.To("located-in", Lobby), Server.Said("id:ip", "10.50.7.4"), Server.Said("criticality", "low"),
            .. Site.Is("site", "works"), Site.To("located-in", Ward),
            .. Ward.Is("ward", "w7"),
            .. Scada.Is("zone", "scada"), Scada.Said("network", "10.50.0.0/16"), Scada.Said("network", "2001:db8::/32"),
            .. Lobby.Is("zone", "lobby"), Lobby.Said("network", "10.60.0.0/24"),
            .. Water.Is("service", "water"), Water.Said("criticality", "critical"), Water.To("depends-on", Server), Water.To("owned-by", Board),
            .. Portal.Is("service", "portal"), Portal.Said("criticality", "medium"), Portal.To("depends-on", Water), Portal.To("depends-on", Server),
            Server.To("depends-on", Portal),
            .. Board.Is("organisation", "Water Board"),
            .. Camera.Is("asset", "cam-1"), Camera.Said("id:mac", "02:00:00:00:00:01"),
        ]).Snapshot(Some.Noon);

    [Fact]
    public void A_node_stands_where_its_site_stands_and_is_owned_as_its_service_is()
    {
        var plc = Node(Plc);

        Assert.Equal(("w7", "works", "water", "Water Board"), (plc.Ward?.ShortId, plc.Site?.ShortId, plc.Service?.ShortId, plc.Owner?.Name));
        Assert.Equal(
            ["department:Water Board", "service:water", "ward:w7", "zone:scada"],
            plc.ScopeKeys.Select(key => key.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_zone_is_the_one_that_is_stated_and_else_the_one_of_the_address()
    {
        Assert.Equal("scada", Node(Plc).Zone?.ShortId);
        Assert.Equal("lobby", Node(Server).Zone?.ShortId);
        Assert.Null(Node(Camera).Zone);
    }

    [Fact]
    public void Criticality_flows_to_what_is_depended_on_and_says_why()
    {
        Assert.Equal(("low", "critical"), (Node(Server).OwnCriticality, Node(Server).Criticality));
        Assert.Equal(["db-1", "water"], Node(Server).CriticalityWay.Select(node => node.ShortId!));
        Assert.Equal(["plc-1", "water"], Node(Plc).CriticalityWay.Select(node => node.ShortId!));
        Assert.Null(Node(Camera).Criticality);
        Assert.Equal("critical", Node(Portal).Criticality);
    }

    [Fact]
    public void What_fails_with_a_node_is_found_by_the_shortest_way_and_circles_end()
    {
        var impact = Graph.ImpactOf(Node(Plc), ImpactDirection.Fails, Reach.WholeCity);

        Assert.Equal([("water", 1), ("portal", 2), ("db-1", 3)], impact.Steps.Select(step => (step.Node.ShortId!, step.Depth)));
        Assert.Equal(["water", "portal", "db-1"], impact.WayTo(impact.Steps[2]).Select(step => step.Node.ShortId!));
        Assert.Equal(["runs", "depends-on", "depends-on"], impact.Steps.Select(step => step.Relation));
        Assert.False(impact.IsCut);
    }

    [Fact]
    public void What_a_node_needs_is_the_other_way_and_is_bounded()
    {
        Assert.Equal(
            ["db-1", "plc-1", "portal"],
            Graph.ImpactOf(Node(Water), ImpactDirection.Needs, Reach.WholeCity).Steps.Select(step => step.Node.ShortId!).Order(StringComparer.Ordinal));
        var cut = Graph.ImpactOf(Node(Water), ImpactDirection.Needs, Reach.WholeCity, maxNodes: 1);
        Assert.True(cut.IsCut);
        Assert.Single(cut.Steps);
    }

    [Fact]
    public void Who_reaches_a_part_sees_nothing_else()
    {
        var water = Reach.Of([new(ScopeKind.Service, "water")]);

        Assert.Equal(["plc-1", "water"], Graph.Nodes(water).Select(node => node.ShortId!).Order(StringComparer.Ordinal));
        Assert.Null(Graph.Find(Server, water));
        Assert.Null(Graph.Find("asset", "db-1", water));
        Assert.Empty(Graph.FindAll(new("mac", "02:00:00:00:00:01"), water));
        Assert.Empty(Graph.Search("db", water, 10));
        Assert.Empty(Graph.Find(Water, water)!.Out(water));
        Assert.Equal(["plc-1"], Graph.Find(Water, water)!.In(water).Select(from => from.From.ShortId!));
        var impact = Graph.ImpactOf(Graph.Find(Plc, water)!, ImpactDirection.Fails, water);
        Assert.Equal((1, 2), (impact.Steps.Count, impact.Hidden));
    }

    [Fact]
    public void Nobody_without_a_grant_sees_anything() => Assert.Empty(Graph.Nodes(Reach.Nothing));

    [Fact]
    public void A_search_finds_names_and_marks_and_the_best_fit_comes_first()
    {
        Assert.Equal(["water", "Water Board"], Graph.Search(" WATER ", Reach.WholeCity, 10).Select(node => node.ShortId!));
        Assert.Equal("plc-1", Assert.Single(Graph.Search("10.50.0.", Reach.WholeCity, 10)).ShortId);
        Assert.Equal("plc-1", Assert.Single(Graph.Search("plc", Reach.WholeCity, 10, "asset")).ShortId);
        Assert.Empty(Graph.Search("plc", Reach.WholeCity, 10, "zone"));
    }

    private static GraphNode Node(NodeId id) => Graph.Find(id, Reach.WholeCity) ?? throw new InvalidOperationException("The node is not there.");
}
